import { extent, line, scaleLinear } from 'd3';

export interface Curve { name: string; points: [number, number][]; dots?: [number, number][] }
export interface Chart { x: string; y: string; ys?: [number, number]; curves: Curve[] }

const WIDTH = 720, HEIGHT = 420, LEFT = 70, RIGHT = 24, TOP = 44, BOTTOM = 58;

/** A picture of theory (lines) and field (points) as SVG text, legible on light and dark pages. */
export function chart({ x, y, ys, curves }: Chart): string {
  const all = curves.flatMap((c) => [...c.points, ...(c.dots ?? [])]), across = scaleLinear(extent(all, (p) => p[0]) as [number, number], [LEFT, WIDTH - RIGHT]).nice(), up = scaleLinear(ys ?? (extent(all, (p) => p[1]) as [number, number]), [HEIGHT - BOTTOM, TOP]).nice();
  const path = line<[number, number]>((p) => across(p[0]), (p) => up(p[1])), f = (n: number) => n.toFixed(1);
  const grid = [
    ...up.ticks(6).map((t) => `<path class="g" d="M${LEFT},${f(up(t))}H${WIDTH - RIGHT}"/><text class="t" x="${LEFT - 9}" y="${f(up(t) + 4)}" text-anchor="end">${up.tickFormat(6)(t)}</text>`),
    ...across.ticks(8).map((t) => `<path class="g" d="M${f(across(t))},${HEIGHT - BOTTOM}v5"/><text class="t" x="${f(across(t))}" y="${HEIGHT - BOTTOM + 21}" text-anchor="middle">${across.tickFormat(8)(t)}</text>`),
  ];
  const step = (WIDTH - LEFT - RIGHT) / curves.length;
  const drawn = curves.map((c, k) => `<g class="c${k}"><path class="l" d="${path(c.points)}"/>${(c.dots ?? []).map(([a, b]) => `<circle cx="${f(across(a))}" cy="${f(up(b))}" r="3.6"/>`).join('')}<path class="l" d="M${f(LEFT + k * step)},22h22"/><circle cx="${f(LEFT + k * step + 11)}" cy="22" r="3.6"/><text class="n" x="${f(LEFT + k * step + 30)}" y="26">${c.name}</text></g>`);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" font-family="Inter, system-ui, sans-serif" font-size="13">
<style>:root{--p:#fbfaf7;--i:#26241f;--g:#dedad0;--a:#1c6ea4;--b:#c2571a;--c:#3b8156;--d:#8a4a97}@media(prefers-color-scheme:dark){:root{--p:#16181c;--i:#e6e3da;--g:#363a42;--a:#6cb6e8;--b:#f0965a;--c:#7cc79a;--d:#c99ad4}}
.t,.y,.n{fill:var(--i)}.g{stroke:var(--g);fill:none}.l{fill:none;stroke:currentColor;stroke-width:2;stroke-linejoin:round}circle{fill:var(--p);stroke:currentColor;stroke-width:1.7}.c0{color:var(--a)}.c1{color:var(--b)}.c2{color:var(--c)}.c3{color:var(--d)}</style>
<rect width="${WIDTH}" height="${HEIGHT}" rx="8" fill="var(--p)"/>
${grid.join('\n')}
${drawn.join('\n')}
<text class="y" x="${(LEFT + WIDTH - RIGHT) / 2}" y="${HEIGHT - 14}" text-anchor="middle">${x}</text><text class="y" transform="translate(19 ${(TOP + HEIGHT - BOTTOM) / 2}) rotate(-90)" text-anchor="middle">${y}</text>
</svg>
`;
}
