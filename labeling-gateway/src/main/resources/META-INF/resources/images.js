// Images of datasets, fetched once while a view shows them.

import { blobUrl } from './api.js';

export const imageAddress = (dataset, image) => `/api/v1/datasets/${dataset}/images/${image}`;

export const thumbnailAddress = (dataset, image) => `${imageAddress(dataset, image)}/thumbnail`;

/** Returns an image element that can be shown without delay. */
export async function load(address, alt) {
  const url = await blobUrl(address);
  const image = Object.assign(new Image(), { src: url, alt, draggable: false });
  await image.decode();
  URL.revokeObjectURL(url);
  return image;
}
