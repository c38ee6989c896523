/** Resolves when what was just put on the page has been drawn, so that people can have seen it. */
export const settled = () => new Promise(resolve => { requestAnimationFrame(() => setTimeout(resolve)); });
