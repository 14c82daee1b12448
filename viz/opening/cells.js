/** Draws a grid into a square room: `look` says how a cell looks. */
export function cells(canvas, room, grid, look) {
  const rows = grid.length, columns = grid[0].length, size = Math.max(3, Math.floor(room / Math.max(rows, columns))), width = size * columns + 1, height = size * rows + 1, scale = devicePixelRatio || 1;
  if (canvas.width !== Math.round(width * scale) || canvas.height !== Math.round(height * scale)) {
    [canvas.width, canvas.height] = [Math.round(width * scale), Math.round(height * scale)];
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
  }
  const c = canvas.getContext('2d'), style = getComputedStyle(document.documentElement), line = style.getPropertyValue('--grid') || '#ccc', gold = style.getPropertyValue('--gold') || '#d9a436', well = style.getPropertyValue('--well') || '#eee';
  c.setTransform(scale, 0, 0, scale, 0, 0);
  c.clearRect(0, 0, width, height);
  c.fillStyle = line;
  c.fillRect(0, 0, width, height);
  grid.forEach((row, r) => row.forEach((value, k) => {
    const { fill, hand, dim, rim } = look(value, r * columns + k), x = 1 + k * size, y = 1 + r * size, side = size - 1;
    c.fillStyle = well;
    c.fillRect(x, y, side, side);
    c.globalAlpha = dim ?? 1;
    c.fillStyle = fill;
    c.fillRect(x, y, side, side);
    c.globalAlpha = 1;
    if (rim && size > 5) {
      c.strokeStyle = gold;
      c.lineWidth = 1.5;
      c.strokeRect(x + 2, y + 2, side - 4, side - 4);
    }
    if (hand !== undefined && size > 11) {
      const [mx, my, long] = [x + side / 2, y + side / 2, 0.34 * side];
      c.lineCap = 'round';
      for (const [stroke, w] of [['rgb(0 0 0 / 55%)', 3.2], ['rgb(255 255 255 / 92%)', 1.6]]) {
        c.strokeStyle = stroke;
        c.lineWidth = w;
        c.beginPath();
        c.moveTo(mx, my);
        c.lineTo(mx + long * Math.cos(hand), my - long * Math.sin(hand));
        c.stroke();
      }
    }
  }));
}
