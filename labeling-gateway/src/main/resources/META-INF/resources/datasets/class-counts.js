import { bdi, grouped, heading, make, numeric, scrollable } from '../dom.js';

/** How many images of each class a dataset came with. */
export const classCountsCard = ({ classes }) => classes.length > 0 && make('section', { className: 'card' },
  make('h2', {}, 'Classes it came with'),
  scrollable('Classes', make('table', {},
    make('thead', {}, make('tr', {}, heading('Class'), heading('To choose from', 'n'), heading('To test on', 'n'))),
    make('tbody', {}, ...classes.map(({ name, pool, test }) => make('tr', {},
      make('th', { scope: 'row' }, bdi(name)), numeric(grouped(pool)), numeric(grouped(test))))))));
