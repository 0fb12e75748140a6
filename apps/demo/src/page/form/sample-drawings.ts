/** Flat drawings of our own, so that the page has pictures without any network. */

interface Drawing {
  readonly name: 'kite' | 'boat' | 'tower';
  readonly width: number;
  readonly height: number;
  readonly content: string;
}

export const drawings: readonly Drawing[] = [
  {
    name: 'kite',
    width: 960,
    height: 540,
    content: `<rect width="960" height="540" fill="#bfe3f5"/>
<circle cx="800" cy="110" r="56" fill="#ffd76a"/>
<path d="M0 400Q240 260 520 380T960 330V540H0Z" fill="#7fb77e"/>
<path d="M0 470Q300 360 600 450T960 440V540H0Z" fill="#4f8f5b"/>
<path d="M330 190Q300 330 250 452" fill="none" stroke="#444" stroke-width="3"/>
<path d="M330 70L400 130L330 210L280 130Z" fill="#d9480f"/>
<path d="M330 70V210M280 130H400" stroke="#fff" stroke-width="4"/>
<circle cx="250" cy="430" r="14" fill="#333"/><path d="M238 446h24l8 50h-40z" fill="#364fc7"/>`,
  },
  {
    name: 'boat',
    width: 960,
    height: 540,
    content: `<rect width="960" height="540" fill="#14213d"/>
<circle cx="200" cy="120" r="50" fill="#f1f3f5"/>
<g fill="#fff"><circle cx="420" cy="80" r="3"/><circle cx="560" cy="150" r="3"/><circle cx="700" cy="60" r="4"/><circle cx="850" cy="130" r="3"/><circle cx="340" cy="190" r="3"/></g>
<path d="M0 360H960V540H0Z" fill="#1d3b63"/>
<path d="M150 372h110M170 400h70M190 430h30" stroke="#cfd8e6" stroke-width="6" stroke-linecap="round"/>
<path d="M440 350h240l-40 60H490z" fill="#8d5524"/>
<path d="M556 130V346" stroke="#e9ecef" stroke-width="8"/>
<path d="M566 140L670 320H566Z" fill="#f8f0e3"/><path d="M546 170L460 320H546Z" fill="#e63946"/>`,
  },
  {
    name: 'tower',
    width: 540,
    height: 960,
    content: `<rect width="540" height="960" fill="#ffe8cc"/>
<circle cx="400" cy="260" r="80" fill="#ff922b"/>
<path d="M0 720L140 600L280 720L420 620L540 700V960H0Z" fill="#9c6644"/>
<path d="M190 860L220 300H320L350 860Z" fill="#f8f9fa"/>
<path d="M208 520h124l8 120H200z" fill="#e03131"/>
<path d="M205 300h130v-60H205z" fill="#495057"/><path d="M190 240L270 160L350 240Z" fill="#e03131"/>
<rect x="250" y="256" width="40" height="36" fill="#ffec99"/><rect x="250" y="780" width="40" height="80" fill="#495057"/>
<path d="M0 860H540V960H0Z" fill="#2b8a3e"/>`,
  },
];

export const sourceOf = ({ width, height, content }: Drawing): string =>
  `data:image/svg+xml,${encodeURIComponent(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${content}</svg>`,
  )}`;

export type { Drawing };
