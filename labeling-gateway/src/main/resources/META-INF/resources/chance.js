// How far an accuracy can be trusted, and whether it is more than guessing.

import { counted, percent } from './dom.js';

/** Of the normal distribution, for intervals that hold 95 of 100 times. */
const Z = 1.96;
const FEW_TEST_IMAGES = 20;
const FEW_LABELS_PER_CLASS = 10;

/** The interval in which a share lies 95 of 100 times, by Wilson 1927. */
export function interval(share, count) {
  const square = Z * Z / count;
  const middle = (share + square / 2) / (1 + square);
  const reach = Z / (1 + square) * Math.sqrt(share * (1 - share) / count + square / (4 * count));
  return { lower: Math.max(0, middle - reach), upper: Math.min(1, middle + reach) };
}

/** On how many images an accuracy was measured; 0 where nobody knows. */
const measuredOn = ({ evaluated, perClass }) => evaluated ?? perClass.reduce((sum, { support }) => sum + support, 0);

/** The points of a learning curve whose accuracy was measured. */
export const measured = curve => curve.filter(({ accuracy }) => accuracy !== undefined);

/** The bounds of an accuracy, 95 of 100 times; nothing where nobody knows. */
export function bounds(point) {
  const { lower, upper } = point;
  if (lower !== undefined) return { lower, upper };
  const count = measuredOn(point);
  return count > 0 ? interval(point.accuracy, count) : undefined;
}

/** An accuracy with its interval, and on how many images it was measured. */
export function accuracyWords(point) {
  if (point?.accuracy === undefined) return 'not measured';
  const known = bounds(point);
  return known
    ? `${percent(point.accuracy)} (${percent(known.lower)} to ${percent(known.upper)}, on ${counted(measuredOn(point), 'image')})`
    : percent(point.accuracy);
}

/** How often whoever always names the commonest class of the test images is right. */
const chance = (classes, { perClass }, count) =>
  Math.max(1 / classes.length, ...perClass.map(({ support }) => support / count));

/** On what an accuracy was measured, and how exact it is therefore; empty where nobody knows. */
export function exactnessWords(point, { source = 'test-split' } = {}) {
  const count = measuredOn(point);
  if (count === 0) return '';
  const { lower, upper } = bounds(point);
  const on = source === 'sample' ? `${counted(count, 'image')} of the evaluation sample` : counted(count, 'test image');
  return `Measured on ${on}: of such images ${percent(lower)} to ${percent(upper)} would be right, 95 of 100 times.`;
}

/** What accuracy is measured on where that is not the dataset's test split. */
export function evaluationWords({ size, labelled, leftOut = 0, source } = {}) {
  if (source === 'none') {
    return 'Nobody can tell how accurate this classifier is: the dataset has no test images of these classes, and the campaign has '
      + 'no evaluation sample. Start a campaign with one to know.';
  }
  if (source !== 'sample') return '';
  const words = `The evaluation sample is ${counted(size, 'image')}, drawn at random, that people label only to measure accuracy.`;
  if (labelled === size) return `${words} All are labelled.`;
  const done = labelled === 0 ? 'None is labelled yet' : `${labelled} ${labelled === 1 ? 'is' : 'are'} labelled`;
  const without = leftOut > 0 && `${leftOut} ${leftOut === 1 ? 'was' : 'were'} left out, since nobody could tell their class`;
  const missing = size - labelled - leftOut;
  const toCome = missing > 0 && `${missing} still to be: each cycle asks for its share`;
  return `${words} ${[done, without, toCome].filter(Boolean).join(', ')}.`;
}

/** What to do about an accuracy that may as well be guessing; empty where it is more than that. */
export function chanceAdvice({ classes, pretraining }, point) {
  const count = measuredOn(point);
  if (count === 0 || bounds(point).lower > chance(classes, point, count)) return [];
  return [
    count < FEW_TEST_IMAGES * classes.length
      && `More test images: ${counted(count, 'image')} for ${counted(classes.length, 'class', 'classes')} tell little.`,
    point.labels < FEW_LABELS_PER_CLASS * classes.length
      && `More labels: ${counted(point.labels, 'label')} for ${counted(classes.length, 'class', 'classes')} are few.`,
    pretraining && pretraining.steps < pretraining.leastSteps
      && `Longer pretraining: it took ${counted(pretraining.steps, 'step')}; without “epochs” a campaign takes ${pretraining.leastSteps} or more.`,
    'A network that knows such images already: register one under “Backbones”.',
  ].filter(Boolean);
}

/** What a dataset has, and how far results on its test split will be known. */
export function testWords({ pool, test, classes }) {
  if (test === 0) return `${counted(pool, 'image')} to choose from, none to test on.`;
  const size = `${counted(pool, 'image')} to choose from, ${counted(test, 'image')} to test on, ${counted(classes.length, 'class', 'classes')}.`;
  const exact = `An accuracy on them is known to about ${reachWords(test)}.`;
  return test < FEW_TEST_IMAGES * classes.length
    ? `${size} ${exact} That is too few to tell a good classifier from a poor one: pack more test images.`
    : `${size} ${exact}`;
}

/** What a sample tells accuracy to by default. */
const USUAL_REACH = 0.05;

/** How large an evaluation sample is by default: its interval, the widest, is within 5 points; half the pool at most. */
export const sampleSize = pool => Math.min(Math.ceil(Z * Z / (4 * USUAL_REACH * USUAL_REACH) - Z * Z), Math.floor(pool / 2));

/** To how many points so many images tell an accuracy, whatever it is. */
export function reachWords(images) {
  const { lower, upper } = interval(0.5, images);
  const reach = 50 * (upper - lower);
  return `±${reach.toFixed(reach < 10 ? 1 : 0)} points`;
}
