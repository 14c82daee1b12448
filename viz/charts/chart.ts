import { select, type BaseType, type Selection } from 'd3';

/** A configurable function: call it on a selection with data to draw or update; call a setter to configure it, empty to read. */
export type Chart<Data, Config extends object> = (<E extends BaseType, P extends BaseType, PD>(selection: Selection<E, Data, P, PD>) => void)
  & { [K in keyof Config]-?: { (): Config[K]; (value: Config[K]): Chart<Data, Config> } };

/** Makes a chart from its defaults and what it draws into one element. Drawing twice updates, never duplicates. */
export function chart<Data, Config extends object>(defaults: Config, draw: (element: HTMLElement & SVGSVGElement & HTMLCanvasElement, data: Data, config: Readonly<Config>) => void): Chart<Data, Config> {
  const config = { ...defaults };
  const self = ((selection: Selection<BaseType, Data, BaseType, unknown>) => {
    selection.each(function (data) { draw(this as never, data, config); });
  }) as unknown as Chart<Data, Config>;
  for (const key of Object.keys(defaults) as (keyof Config)[]) {
    const access = (...given: [] | [Config[typeof key]]) => {
      if (given.length === 0) return config[key];
      config[key] = given[0];
      return self;
    };
    Object.defineProperty(self, key, { value: access }); // some keys, such as `name`, are read-only on functions
  }
  return self;
}

/** A canvas of width × height points, sharp on every screen; its context is scaled to points. */
export function sharp(canvas: HTMLCanvasElement, width: number, height: number): CanvasRenderingContext2D {
  const ratio = globalThis.devicePixelRatio || 1, w = Math.round(width * ratio), h = Math.round(height * ratio);
  if (canvas.width !== w || canvas.height !== h) Object.assign(canvas, { width: w, height: h });
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  const context = canvas.getContext('2d')!;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  return context;
}

/** A colour of the page's theme. */
export function theme(element: Element, name: 'ink' | 'soft' | 'line' | 'grid' | 'ground' | 'panel' | 'accent' | 'warm' | 'well' | 'gold'): string {
  return getComputedStyle(element).getPropertyValue(`--${name}`).trim() || { ink: '#1b2130', soft: '#5b6272', line: '#ddd8cb', grid: '#ddd8cb', ground: '#f6f4ee', panel: '#fffdf8', accent: '#0f6e7c', warm: '#b4552d', well: '#ece8dd', gold: '#d9a436' }[name];
}

/** Draws data into one element. */
export function draw<Data, Config extends object>(element: Element, data: Data, chart: Chart<Data, Config>): void {
  chart(select<Element, Data>(element).datum(data));
}
