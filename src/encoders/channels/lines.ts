import { perSite, type Hearing } from './hearing.ts';

/** Mean fields of rows and columns: what a line mostly sings, whether it is full, how much of it is occupied. */
export async function lines({ sea, senses, book, occupied, background, colours }: Hearing): Promise<void> {
  const groups = [
    { name: 'row', group: perSite(sea, (i) => sea.grid[i] * 32 + sea.row[i]), length: (i: number) => sea.grids[sea.grid[i]].columns },
    { name: 'column', group: perSite(sea, (i) => sea.grid[i] * 32 + sea.column[i]), length: (i: number) => sea.grids[sea.grid[i]].rows },
    { name: 'falling diagonal', group: perSite(sea, (i) => sea.grid[i] * 64 + sea.row[i] - sea.column[i] + 32), length: () => 99 },
    { name: 'rising diagonal', group: perSite(sea, (i) => sea.grid[i] * 64 + sea.row[i] + sea.column[i]), length: () => 99 },
  ];
  const lit = perSite(sea, (i) => occupied[i]);
  for (const [g, line] of groups.entries()) {
    const straight = g < 2;
    const counts = await senses.gather(sea, [lit, ...colours.map((c) => perSite(sea, (i) => +(sea.colour[i] === c)))].map((signal) => ({ group: line.group, signal })));
    const [count, ...each] = counts;
    const loudest = (skip: boolean) => perSite(sea, (i) => {
      let best = -1;
      colours.forEach((c, k) => {
        if (!(skip && c === background[sea.grid[i]]) && each[k][i] > (best < 0 ? 0 : each[best][i])) best = k;
      });
      return best < 0 ? -1 : colours[best];
    });
    const foreground = loudest(true);
    book.add(`loudest colour of the ${line.name}`, 'colour', straight ? 1.5 : 1.8, foreground, { relative: straight });
    book.add(`occupied sites in the ${line.name}`, 'ordinal', straight ? 1.8 : 2.1, count);
    if (!straight) continue;
    book.add(`majority of the ${line.name}`, 'colour', 1.6, loudest(false));
    book.add(`the ${line.name} is of one colour`, 'category', 1.5, perSite(sea, (i) => +each.some((e) => e[i] === line.length(i))));
    book.add(`colours in the ${line.name}`, 'ordinal', 1.9, perSite(sea, (i) => each.filter((e) => e[i] > 0).length));
    const most = perSite(sea, (i) => (foreground[i] < 0 ? 0 : each[colours.indexOf(foreground[i])][i]));
    const grid = perSite(sea, (i) => sea.grid[i]);
    const [top] = await senses.strongest(sea, [{ group: grid, signal: count }]);
    book.add(`the fullest ${line.name}`, 'category', 1.9, perSite(sea, (i) => +(count[i] === top[i])));
    book.add(`loudness of the ${line.name}`, 'ordinal', 2.1, most);
  }
}
