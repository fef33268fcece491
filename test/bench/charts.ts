import type { Measured } from './report.js';

const [width, height, left, bottom] = [720, 420, 60, 50];
const colours = ['#1b6ca8', '#c8553d', '#588157', '#8d6a9f'];

/** Both axes by powers of ten. */
const scale =
  ([low, high]: readonly [number, number], length: number) =>
  (value: number): number =>
    ((Math.log10(value) - Math.log10(low)) / (Math.log10(high) - Math.log10(low))) * length;

/** p50 (line) and p99 (dashes) over the rate, by system, as SVG. */
export function latencyChart(measured: readonly Measured[]): string {
  const systems = [...new Set(measured.map(({ system }) => system))];
  const [x, y] = [scale([40, 1_200], width - left - 20), scale([1, 10_000], height - bottom - 20)];
  const at = (rate: number, ms: number): string => `${(left + x(rate)).toFixed(1)},${(height - bottom - y(Math.max(ms, 1))).toFixed(1)}`;
  const lines = systems.flatMap((system, index) => {
    const { latencies } = measured.find((each) => each.system === system) ?? { latencies: [] };
    const colour = colours[index % colours.length];
    const path = (field: 'p50' | 'p99', dash: string): string =>
      `<polyline fill="none" stroke="${colour}" stroke-width="2" ${dash} points="${latencies.map((each) => at(each.rate, each[field])).join(' ')}"/>`;
    const dots = latencies.map(
      (each) =>
        `<circle cx="${at(each.rate, each.p50).split(',')[0]}" cy="${at(each.rate, each.p50).split(',')[1]}" r="3" fill="${colour}"/>`,
    );
    const name = `<text x="${left + 10}" y="${24 + index * 18}" fill="${colour}">${system}</text>`;
    return latencies.length > 0 ? [path('p50', ''), path('p99', 'stroke-dasharray="5 4"'), ...dots, name] : [];
  });
  const ticks = [50, 200, 500, 1_000].map(
    (rate) => `<text x="${left + x(rate)}" y="${height - bottom + 20}" text-anchor="middle">${rate}/s</text>`,
  );
  const steps = [1, 10, 100, 1_000, 10_000].map(
    (ms) =>
      `<text x="${left - 8}" y="${height - bottom - y(ms) + 4}" text-anchor="end">${ms}</text><line x1="${left}" x2="${width - 20}" y1="${height - bottom - y(ms)}" y2="${height - bottom - y(ms)}" stroke="#ddd"/>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="sans-serif" font-size="13">
<rect width="100%" height="100%" fill="white"/>
${[...steps, ...ticks, ...lines].join('\n')}
<text x="${left}" y="${height - 8}">events a second; milliseconds from the owner's commit to the slowest of eight views: p50, p99 dashed</text>
</svg>
`;
}
