import { button, make } from '../dom.js';
import { settled } from './settled.js';
import { zoomFrame } from './zoom.js';

/**
 * Shows one thing after the other by its picture, and knows whether it has been seen, so that nobody acts on what is
 * still on its way. What cannot be shown can be loaded again, or left alone as `orElse` says.
 */
export function pictureFrame(view, load, orElse) {
  const zoom = zoomFrame();
  let wanted;
  let seen;
  let broken;

  const arrive = shown => {
    zoom.node.classList.remove('waiting');
    zoom.show(shown);
  };
  const fail = (thing, problem, arrived) => {
    broken = thing;
    view.ariaBusy = 'false';
    arrive(make('p', { role: 'status' }, `This image cannot be shown: ${problem.message} `,
      button('Try again', () => show(thing, arrived)), ` ${orElse}`));
  };
  const wait = () => {
    wanted = undefined;
    seen = undefined;
    broken = undefined;
    view.ariaBusy = 'true';
    zoom.node.classList.add('waiting');
  };
  const show = async (thing, arrived = () => {}) => {
    wait();
    wanted = thing;
    let picture;
    try {
      picture = await load(thing);
    } catch (problem) {
      if (wanted === thing) fail(thing, problem, arrived);
      return;
    }
    if (wanted !== thing) return;
    arrive(picture);
    arrived();
    await settled();
    if (wanted !== thing) return;
    seen = thing;
    view.ariaBusy = 'false';
  };
  return {
    node: zoom.node,
    onKey: zoom.onKey,
    show,
    /** Takes what is shown for done with, until there is something else. */
    wait,
    get seen() { return seen; },
    /** What can be left to others: whether it was seen, or cannot be. */
    get leavable() { return seen ?? broken; },
  };
}
