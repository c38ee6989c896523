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

const testImages = ({ perClass }) => perClass.reduce((sum, { support }) => sum + support, 0);

/** How often whoever always names the commonest class of the test images is right. */
const chance = (classes, { perClass }, count) =>
  Math.max(1 / classes.length, ...perClass.map(({ support }) => support / count));

/** On how many test images an accuracy was measured, and how exact it is therefore; empty where nobody knows. */
export function exactnessWords(point) {
  const count = testImages(point);
  if (count === 0) return '';
  const { lower, upper } = interval(point.accuracy, count);
  return `Measured on ${counted(count, 'test image')}: of such images ${percent(lower)} to ${percent(upper)} would be right, 95 of 100 times.`;
}

/** What to do about an accuracy that may as well be guessing; empty where it is more than that. */
export function chanceAdvice({ classes, pretraining }, point) {
  const count = testImages(point);
  if (count === 0 || interval(point.accuracy, count).lower > chance(classes, point, count)) return [];
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

/** How far results on a dataset will be known. */
export function testWords({ pool, test, classes }) {
  const size = `${counted(pool, 'image')} to choose from, ${counted(test, 'image')} to test on, ${counted(classes.length, 'class', 'classes')}.`;
  if (test === 0) return `${size} Without test images nobody can tell how good the classifier is.`;
  const { lower, upper } = interval(0.5, test);
  const exact = `An accuracy on them is known to about ±${(50 * (upper - lower)).toFixed(0)} points.`;
  return test < FEW_TEST_IMAGES * classes.length
    ? `${size} ${exact} That is too few to tell a good classifier from a poor one: pack more test images.`
    : `${size} ${exact}`;
}
