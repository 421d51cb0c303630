// Draws the demo newspaper's pictures: flat poster scenes as SVG, saved as JPEG.
//   node demo/make-pictures.mjs [key …]
// The same keys always give the same pictures: every scene has its own seeded generator.
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';

const here = dirname(fileURLToPath(import.meta.url));
const W = 1600;
const H = 1067;

// ------------------------------------------------------------------ tools

function seeded(text) {
  let h = 2166136261;
  for (const c of text) h = Math.imul(h ^ c.codePointAt(0), 16777619);
  return () => {
    h = (h + 0x6d2b79f5) | 0;
    let t = Math.imul(h ^ (h >>> 15), 1 | h);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
const n = (v) => Math.round(v * 10) / 10;
const range = (count, make) => Array.from({ length: count }, (_, i) => make(i)).join('');
const rect = (x, y, w, h, fill, extra = '') =>
  `<rect x="${n(x)}" y="${n(y)}" width="${n(w)}" height="${n(h)}" fill="${fill}" ${extra}/>`;
const circle = (x, y, r, fill, extra = '') =>
  `<circle cx="${n(x)}" cy="${n(y)}" r="${n(r)}" fill="${fill}" ${extra}/>`;
const oval = (x, y, rx, ry, fill, extra = '') =>
  `<ellipse cx="${n(x)}" cy="${n(y)}" rx="${n(rx)}" ry="${n(ry)}" fill="${fill}" ${extra}/>`;
const path = (d, fill, extra = '') => `<path d="${d}" fill="${fill}" ${extra}/>`;
const poly = (points, fill, extra = '') => `<polygon points="${points}" fill="${fill}" ${extra}/>`;
const line = (x1, y1, x2, y2, stroke, width = 4, extra = '') =>
  `<line x1="${n(x1)}" y1="${n(y1)}" x2="${n(x2)}" y2="${n(y2)}" stroke="${stroke}" stroke-width="${width}" stroke-linecap="round" ${extra}/>`;
const curve = (d, stroke, width = 4, extra = '') =>
  `<path d="${d}" fill="none" stroke="${stroke}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round" ${extra}/>`;
const at = (x, y, s, inner, extra = '') =>
  `<g transform="translate(${n(x)} ${n(y)}) scale(${s}) ${extra}">${inner}</g>`;

let gradients = 0;
function fade(stops, vertical = true) {
  const id = `g${++gradients}`;
  const list = stops
    .map((c, i) => `<stop offset="${n((i / (stops.length - 1)) * 100)}%" stop-color="${c}"/>`)
    .join('');
  return {
    id,
    def: `<linearGradient id="${id}" x1="0" y1="0" x2="${vertical ? 0 : 1}" y2="${vertical ? 1 : 0}">${list}</linearGradient>`,
    fill: `url(#${id})`,
  };
}
function sky(stops, h = H, w = W) {
  const g = fade(stops);
  return `<defs>${g.def}</defs>${rect(0, 0, w, h, g.fill)}`;
}
function filled(x, y, w, h, stops, vertical = true) {
  const g = fade(stops, vertical);
  return `<defs>${g.def}</defs>${rect(x, y, w, h, g.fill)}`;
}
const sun = (x, y, r, colour, halo = colour) =>
  circle(x, y, r * 2.6, halo, 'opacity="0.12"') +
  circle(x, y, r * 1.7, halo, 'opacity="0.18"') +
  circle(x, y, r, colour);
const cloud = (x, y, s, colour, opacity = 1) =>
  at(
    x,
    y,
    s,
    path(
      'M0 0c-6-34 34-52 60-34 10-44 84-48 98-4 40-16 76 6 70 38z',
      colour,
      `opacity="${opacity}"`,
    ),
  );
const gull = (x, y, s, colour = '#fff') =>
  at(x, y, s, curve('M-40 -6q22 -26 40 6q18 -32 40 -6', colour, 7));

function ridge(rand, base, height, colour, steps = 8, bottom = H) {
  let d = `M0 ${bottom}L0 ${n(base - rand() * height)}`;
  const dx = W / steps;
  for (let i = 1; i <= steps; i++) {
    const y = base - rand() * height;
    d += `S${n(i * dx - dx * 0.45)} ${n(y)} ${n(i * dx)} ${n(y)}`;
  }
  return path(`${d}L${W} ${bottom}Z`, colour);
}
function swell(rand, y, height, colour, length = 160, extra = '') {
  let d = `M-200 ${H}L-200 ${n(y)}`;
  let x = -200 - rand() * length;
  d += `L${n(x)} ${n(y)}`;
  while (x < W + 200) {
    const half = length * (0.8 + rand() * 0.5);
    d += `q${n(half / 2)} ${n(-height)} ${n(half)} 0t${n(half)} 0`;
    x += 2 * half;
  }
  return path(`${d}L${n(x)} ${H}Z`, colour, extra);
}
function sea(rand, y, colours, height = 14) {
  const step = (H - y) / colours.length;
  return colours
    .map((c, i) =>
      i === 0
        ? rect(0, y, W, H - y, c)
        : swell(
            rand,
            y + i * step * (0.7 + (0.3 * i) / colours.length),
            height * (0.6 + i * 0.35),
            c,
            110 + i * 45,
          ),
    )
    .join('');
}
function glints(rand, cx, y0, y1, colour, count = 24, spread = 260) {
  return range(count, (i) => {
    const t = i / count;
    const w = 30 + rand() * 120 * (0.4 + t);
    const x = cx + (rand() - 0.5) * spread * (0.35 + t);
    return rect(
      x - w / 2,
      y0 + (y1 - y0) * t,
      w,
      5 + 4 * t,
      colour,
      `rx="4" opacity="${n(0.85 - 0.5 * t)}"`,
    );
  });
}
function house(x, y, w, h, wall, roof, lit = '#ffe2a0', floors = 2) {
  const win = range(floors, (f) =>
    range(2, (c) =>
      rect(
        x + w * (0.18 + c * 0.42),
        y - h + h * (0.18 + (f * 0.62) / floors),
        w * 0.22,
        (h * 0.34) / floors,
        lit,
        'rx="2"',
      ),
    ),
  );
  return (
    rect(x, y - h, w, h, wall) +
    poly(
      `${n(x - w * 0.06)},${n(y - h)} ${n(x + w / 2)},${n(y - h - w * 0.42)} ${n(x + w * 1.06)},${n(y - h)}`,
      roof,
    ) +
    rect(x + w * 0.7, y - h - w * 0.4, w * 0.12, w * 0.3, roof) +
    win
  );
}
function row(rand, x0, x1, y, walls, roofs, lit, scale = 1) {
  let out = '';
  for (let x = x0, i = 0; x < x1; i++) {
    const w = (62 + rand() * 40) * scale;
    out += house(
      x,
      y,
      w,
      (80 + rand() * 90) * scale,
      walls[Math.floor(rand() * walls.length)],
      roofs[i % roofs.length],
      lit,
      rand() > 0.5 ? 3 : 2,
    );
    x += w + 2;
  }
  return out;
}
const trawler = (x, y, s, hull, cabin = '#f5efe2', trim = '#e2593f') =>
  at(
    x,
    y,
    s,
    path('M-150 0h300l-38 58h-226z', hull) +
      rect(-150, -8, 300, 12, trim) +
      rect(-60, -78, 96, 70, cabin) +
      rect(-48, -64, 26, 26, '#31506a') +
      rect(-10, -64, 26, 26, '#31506a') +
      line(60, -8, 60, -190, '#3d3a3c', 7) +
      line(60, -180, 140, -14, '#3d3a3c', 3) +
      line(60, -180, -60, -78, '#3d3a3c', 3) +
      path('M60 -182l46 14-46 14z', trim),
  );
const yacht = (x, y, s, hull, a, b) =>
  at(
    x,
    y,
    s,
    path('M-90 0h190q-30 44-60 44h-90q-30-6-40-44z', hull) +
      path('M6 -14V-230Q92 -120 98 -14z', a) +
      path('M-8 -14V-190Q-74 -90 -82 -14z', b),
  );
const person = (x, y, s, coat, skin = '#c98f6b', hair = '#2c2430') =>
  at(
    x,
    y,
    s,
    path('M-26 0q-4-84 26-88q30 4 26 88z', coat) +
      circle(0, -108, 22, skin) +
      path('M-23 -112q4-24 24-24t22 22q-24-14-46 2z', hair) +
      rect(-18, -4, 14, 62, '#2b2f3a') +
      rect(4, -4, 14, 62, '#2b2f3a'),
  );
const tower = (x, y, s, stripes, lamp = '#ffe9a8') =>
  at(
    x,
    y,
    s,
    path('M-56 0L-36 -400H36L56 0z', '#f6f0e4') +
      path('M-51 -90L-46 -190H46L51 -90z', stripes) +
      path('M-41 -290L-36 -380H36L41 -290z', stripes) +
      path('M0 -400H36L56 0H0z', '#1d2a44', 'opacity="0.13"') +
      rect(-52, -416, 104, 18, '#2b3350') +
      rect(-30, -474, 60, 58, lamp) +
      line(-30, -445, 30, -445, '#2b3350', 4) +
      line(0, -474, 0, -416, '#2b3350', 4) +
      path('M-40 -474Q0 -540 40 -474z', stripes) +
      rect(-14, -50, 28, 50, '#2b3350', 'rx="14"') +
      rect(-9, -250, 18, 34, '#2b3350', 'rx="8"'),
  );
const ferry = (x, y, s, hull = '#1f4e6b', band = '#f2b33d', lit = '#bfe1ea') =>
  at(
    x,
    y,
    s,
    path('M-420 0H430L372 110H-370z', hull) +
      rect(-420, -14, 850, 22, band) +
      path('M-350 -14V-120H330L356 -14z', '#f8f4ea') +
      path('M-260 -120V-204H210L240 -120z', '#ece5d6') +
      rect(100, -262, 120, 58, '#f8f4ea') +
      rect(116, -250, 88, 24, lit) +
      range(12, (i) => rect(-322 + i * 52, -88, 32, 38, lit, 'rx="6"')) +
      range(8, (i) => rect(-234 + i * 54, -182, 34, 34, lit, 'rx="4"')) +
      path('M-150 -204L-140 -316H-60L-50 -204z', band) +
      rect(-141, -300, 82, 26, hull) +
      line(160, -262, 160, -340, '#39424f', 6) +
      range(9, (i) => circle(-340 + i * 84, 44, 12, lit)),
  );

const scenes = {};
const scene = (key, draw) => {
  scenes[key] = draw;
};

// ------------------------------------------------------------------ harbour and sea

scene(
  'north-wall',
  (r) =>
    sky(['#17324f', '#3f6d86', '#f2b880']) +
    sun(1240, 520, 66, '#ffe0a3') +
    ridge(r, 600, 90, '#2d5470', 7) +
    row(
      r,
      20,
      520,
      640,
      ['#37536c', '#41617b', '#2e4962'],
      ['#22384f', '#1d3046'],
      '#ffd78a',
      0.8,
    ) +
    sea(r, 640, ['#5b8a97', '#47788a', '#36657c', '#27516b', '#1b3d57']) +
    glints(r, 1240, 650, 960, '#ffdca0') +
    path('M420 1067L820 660H1100L1060 1067z', '#8a8f93') +
    path('M820 660L1100 660L1120 690L1068 1067H1060z', '#5f666e') +
    range(7, (i) => line(790 - i * 56, 700 + i * 56, 1100 - i * 6, 700 + i * 56, '#747a80', 3)) +
    range(5, (i) => rect(930 - i * 30, 690 + i * 74, 26 + i * 4, 34 + i * 6, '#e8543f', 'rx="4"')) +
    line(700, 760, 700, 190, '#f2b33d', 16) +
    line(560, 250, 1130, 220, '#f2b33d', 14) +
    line(700, 190, 1130, 220, '#f2b33d', 5) +
    line(700, 190, 560, 250, '#f2b33d', 5) +
    line(1080, 224, 1080, 520, '#22303f', 4) +
    rect(1040, 520, 80, 54, '#c9c3b5') +
    rect(540, 250, 44, 44, '#22303f') +
    gull(300, 260, 0.9) +
    gull(410, 310, 0.6) +
    gull(1330, 300, 0.7),
);
scene(
  'harbour-dawn',
  (r) =>
    sky(['#f7d9b0', '#f6a877', '#d9697a', '#8c5a8f']) +
    sun(800, 470, 110, '#fff0c9') +
    ridge(r, 560, 130, '#7d5488', 6) +
    ridge(r, 590, 70, '#5e4478', 9) +
    sea(r, 590, ['#e59a83', '#cf7d84', '#a86488', '#774f80', '#4c3b69']) +
    glints(r, 800, 600, 1000, '#ffe7c0', 30, 420) +
    trawler(380, 790, 1.1, '#2c2f58', '#f5e6d0', '#f2b33d') +
    trawler(1130, 720, 0.8, '#7d2f4f', '#f5e6d0', '#f5e6d0') +
    yacht(1420, 700, 0.7, '#2c2f58', '#fff0dc', '#f5c9a3') +
    gull(620, 260, 1) +
    gull(740, 210, 0.7) +
    gull(1080, 300, 0.8),
);
scene(
  'storm-sea',
  (r) =>
    sky(['#1c2230', '#36424f', '#64757c']) +
    cloud(80, 230, 3.2, '#2b333f', 0.9) +
    cloud(760, 170, 3.6, '#232b38', 0.9) +
    cloud(1160, 300, 2.4, '#3d4853', 0.9) +
    sea(r, 560, ['#4d6670', '#3f5a66', '#2f4a58', '#22394a'], 34) +
    tower(1340, 640, 0.75, '#c9473a') +
    rect(980, 636, 640, 70, '#59636a') +
    path('M980 706L900 1067H1600V636H980z', '#3a444d') +
    path(
      'M-40 1067V800C180 760 360 640 480 470C580 330 760 290 900 380C980 432 1000 520 940 572C930 500 860 470 800 500C720 540 700 660 780 760C840 840 980 880 1120 900V1067z',
      '#3f7280',
    ) +
    path(
      'M-40 1067V880C200 850 400 740 520 580C590 480 680 420 780 430C680 480 620 620 690 760C740 860 860 920 1000 940V1067z',
      '#2b5a6b',
    ) +
    path(
      'M440 520C560 320 760 260 910 370C1000 440 1010 530 940 590C960 520 900 440 810 430C690 410 560 450 440 520z',
      '#eef4f2',
    ) +
    range(9, (i) =>
      circle(
        560 + i * 50,
        372 - Math.sin(i / 2.6) * 60 + (i > 6 ? 60 : 0),
        44 + (i % 3) * 14,
        '#eef4f2',
      ),
    ) +
    range(5, (i) =>
      curve(
        `M${250 + i * 80} ${1000 - i * 20}Q${430 + i * 60} ${820 - i * 30} ${560 + i * 34} ${620 - i * 10}`,
        '#5f95a0',
        6,
        'opacity="0.7"',
      ),
    ) +
    path(
      'M880 700q60 -120 120 -40q70 -130 140 0q90 -80 120 40q-200 50 -380 0z',
      '#dfe9e8',
      'opacity="0.9"',
    ) +
    range(46, () =>
      circle(820 + r() * 420, 240 + r() * 380, 3 + r() * 12, '#eef4f2', 'opacity="0.8"'),
    ) +
    swell(r, 900, 50, '#1a2d3c', 240) +
    swell(r, 960, 36, '#e4eceb', 300, 'opacity="0.12"') +
    range(40, () => {
      const x = r() * W;
      const y = r() * 900;
      return line(x, y, x - 40, y + 90, '#c8d4d6', 2, 'opacity="0.35"');
    }),
);
scene(
  'storm-street',
  (r) =>
    sky(['#8fa3ad', '#c7d0cd', '#efe6d2']) +
    row(
      r,
      -20,
      640,
      700,
      ['#d9b38c', '#b56b52', '#e6d7bd', '#7f9aa0'],
      ['#5a4a48', '#6d5650'],
      '#46606e',
      2.1,
    ) +
    row(
      r,
      1040,
      1640,
      700,
      ['#c98f63', '#8ea39a', '#e3cfa8'],
      ['#54464a', '#6a5854'],
      '#46606e',
      2.1,
    ) +
    filled(0, 700, W, 367, ['#a9a59b', '#6f7274']) +
    path('M640 700H1040L1500 1067H140z', '#8b8d8b') +
    range(6, () =>
      oval(
        260 + r() * 1100,
        780 + r() * 240,
        90 + r() * 120,
        14 + r() * 14,
        '#c9dbe0',
        'opacity="0.75"',
      ),
    ) +
    range(14, (i) =>
      rect(
        90 + (i % 5) * 84,
        840 - Math.floor(i / 5) * 44,
        80,
        42,
        i % 2 ? '#c9b489' : '#b8a274',
        'rx="18"',
      ),
    ) +
    at(
      1180,
      930,
      1,
      line(-180, 0, 180, -60, '#6b4a35', 26) +
        line(0, -30, 70, -150, '#6b4a35', 16) +
        line(80, -44, 190, -130, '#6b4a35', 12) +
        circle(80, -170, 44, '#5f7f57') +
        circle(200, -150, 40, '#6f8f61') +
        circle(230, -70, 46, '#557550'),
    ) +
    person(720, 880, 1.5, '#e2b13c') +
    person(840, 900, 1.6, '#39658a', '#e3b58f', '#7a4a2a') +
    line(900, 960, 960, 760, '#7a5a3a', 9) +
    gull(820, 240, 0.9, '#4b5a63'),
);
scene(
  'fish-market',
  () =>
    filled(0, 0, W, H, ['#10263a', '#1f4961']) +
    range(
      5,
      (i) =>
        poly(
          `${160 + i * 320},0 ${60 + i * 320},420 ${260 + i * 320},420`,
          '#ffe8b0',
          'opacity="0.16"',
        ) + path(`M${110 + i * 320} 60h100l-24 -60h-52z`, '#f2b33d'),
    ) +
    range(6, (i) =>
      person(
        150 + i * 260,
        470 + (i % 2) * 20,
        1.7,
        ['#e2593f', '#f5efe2', '#3c7d8c', '#f2b33d', '#e8e0cf', '#7d4f6b'][i],
        ['#c98f6b', '#8a5a3c', '#e3b58f'][i % 3],
      ),
    ) +
    rect(0, 520, W, 547, '#16344a') +
    range(3, (row_) =>
      range(5, (c) => {
        const x = -40 + c * 345 + (row_ % 2) * -110;
        const y = 560 + row_ * 170;
        return (
          rect(x, y, 310, 140, ['#e8eef0', '#d7e3e6', '#cbdade'][row_], 'rx="10"') +
          range(
            4,
            (f) =>
              at(
                x + 70 + (f % 2) * 20,
                y + 28 + f * 28,
                1,
                path(
                  'M-50 0Q10 -24 70 0L110 -16V16L70 0Q10 24 -50 0z',
                  ['#5e86a0', '#7d5a70', '#3f6d86', '#c97b5a'][(f + c) % 4],
                ) + circle(-28, -3, 4, '#10263a'),
              ) +
              at(
                x + 200,
                y + 42 + f * 26,
                0.7,
                f < 3
                  ? path(
                      'M-50 0Q10 -24 70 0L110 -16V16L70 0Q10 24 -50 0z',
                      ['#7fa3b8', '#4d7690'][f % 2],
                    )
                  : '',
              ),
          )
        );
      }),
    ),
);
scene(
  'dredger',
  (r) =>
    sky(['#bfe0e2', '#e8efdf', '#f8e7c4']) +
    cloud(220, 220, 1.8, '#fff', 0.9) +
    cloud(1080, 170, 1.4, '#fff', 0.9) +
    ridge(r, 600, 70, '#9fbfae', 6) +
    sea(r, 610, ['#7fb7b6', '#66a3a8', '#4d8c97', '#377384', '#265a6d']) +
    at(
      780,
      760,
      1.25,
      path('M-400 0H400L360 90H-370z', '#d9503b') +
        rect(-400, -12, 800, 18, '#28333f') +
        rect(180, -150, 150, 138, '#f8f4ea') +
        rect(196, -132, 118, 34, '#3f6d86') +
        rect(200, -210, 40, 60, '#28333f') +
        rect(-220, -60, 340, 48, '#e0b55c') +
        path('M-220 -60q80 -70 170 -40q90 -40 170 40z', '#8a6a48') +
        line(-330, -10, -330, -180, '#28333f', 16) +
        line(-330, -170, -190, -300, '#f2b33d', 16) +
        line(-190, -300, -470, -120, '#f2b33d', 13) +
        path('M-500 -130h60v40q-30 40-60 0z', '#28333f'),
    ) +
    glints(r, 500, 880, 1040, '#dff1ee', 14, 900) +
    gull(980, 320, 1, '#5b6b72') +
    gull(1100, 370, 0.7, '#5b6b72') +
    gull(420, 260, 0.7, '#5b6b72'),
);

// ------------------------------------------------------------------ ferry and island

scene(
  'ferry-petrel',
  (r) =>
    sky(['#5fb3d4', '#a9d9e0', '#f3ecd2']) +
    sun(300, 230, 70, '#fff6d6') +
    cloud(900, 260, 2, '#fff', 0.95) +
    cloud(1240, 200, 1.3, '#fff', 0.8) +
    ridge(r, 560, 120, '#6fa58b', 5) +
    ridge(r, 580, 60, '#4c8a78', 9) +
    sea(r, 580, ['#3f9fb0', '#2f8aa2', '#237492', '#195d7d', '#124a68']) +
    ferry(800, 740, 1.15) +
    path('M1290 870q120 -34 260 4q-140 20 -270 10z', '#e9f5f3', 'opacity="0.8"') +
    path('M300 868q-120 -20 -240 12q150 20 260 6z', '#e9f5f3', 'opacity="0.8"') +
    swell(r, 900, 16, '#124a68', 170) +
    gull(420, 400, 1) +
    gull(520, 350, 0.7) +
    gull(1360, 420, 0.8),
);
scene(
  'ferry-night',
  (r) =>
    sky(['#0b1030', '#1b2a5a', '#3c4f86']) +
    range(70, () => circle(r() * W, r() * 480, 1 + r() * 2.4, '#fff', 'opacity="0.8"')) +
    sun(1250, 240, 70, '#fdf3cf') +
    ridge(r, 620, 110, '#141d44', 6) +
    range(22, () => rect(60 + r() * 640, 580 + r() * 40, 7, 9, '#ffd27a')) +
    sea(r, 640, ['#33477d', '#273a6d', '#1d2d5b', '#142148', '#0d1736']) +
    glints(r, 1250, 650, 1000, '#fdf3cf', 30, 240) +
    ferry(640, 780, 0.95, '#0e1a3c', '#e2593f', '#ffd27a') +
    range(10, (i) =>
      rect(330 + i * 58, 905 + (i % 3) * 26, 34, 6, '#ffd27a', 'rx="3" opacity="0.7"'),
    ),
);
scene(
  'orrin-island',
  (r) =>
    sky(['#f4c6a5', '#f3dcc0', '#d8e6dd']) +
    sun(1180, 330, 84, '#fff3dc', '#f3a96f') +
    path(
      'M160 640Q330 420 560 470Q700 300 930 380Q1130 420 1240 560Q1360 590 1460 640z',
      '#7c9f7a',
    ) +
    path('M160 640Q420 520 640 580Q860 480 1080 560Q1300 600 1460 640z', '#5a8568') +
    row(
      r,
      560,
      980,
      626,
      ['#f5efe2', '#e8d3b3', '#f0e0d0'],
      ['#c9573f', '#7a4a4a', '#3f5c6d'],
      '#3f5c6d',
      0.6,
    ) +
    rect(140, 632, 1340, 14, '#e5d3a8', 'rx="7"') +
    sea(r, 642, ['#9cc9c3', '#7cb4b4', '#5b9ca3', '#3f828f', '#2a6678']) +
    glints(r, 1180, 660, 980, '#fff3dc', 22, 300) +
    yacht(330, 800, 0.9, '#7a3b46', '#fff', '#f3dcc0') +
    rect(960, 640, 220, 16, '#6b4a35') +
    range(5, (i) => rect(970 + i * 46, 650, 12, 60, '#6b4a35')) +
    gull(480, 280, 1, '#64646e') +
    gull(600, 240, 0.7, '#64646e'),
);
scene(
  'ferry-dog',
  (r) =>
    sky(['#fbe3b5', '#f9c784', '#f08a6a']) +
    sun(340, 330, 90, '#fff4d2') +
    sea(r, 470, ['#5b9aa0', '#4a8893', '#3a7585']) +
    path('M1060 470q120 -110 260 -40q120 -30 280 40z', '#37607a') +
    rect(0, 760, W, 307, '#a8633f') +
    range(6, (i) => line(0, 800 + i * 52, W, 800 + i * 52, '#8b4e33', 5)) +
    range(9, (i) => rect(40 + i * 190, 430, 14, 340, '#f8f4ea')) +
    rect(0, 424, W, 22, '#f8f4ea', 'rx="10"') +
    rect(0, 560, W, 10, '#f8f4ea') +
    rect(0, 660, W, 10, '#f8f4ea') +
    at(
      860,
      900,
      1.5,
      path('M-150 0Q-190 -130 -110 -200Q-60 -240 10 -226L70 -120Q60 -40 66 0z', '#f4ead8') +
        path('M-150 0Q-190 -130 -110 -200Q-70 -150 -100 -80Q-120 -40 -96 0z', '#2f2a33') +
        path('M-150 -20Q-260 -40 -250 -140Q-220 -90 -150 -90z', '#2f2a33') +
        circle(24, -262, 66, '#f4ead8') +
        path('M60 -300q70 10 92 46q-20 34 -84 30z', '#f4ead8') +
        circle(146, -258, 13, '#2f2a33') +
        path('M-10 -318Q30 -344 66 -306Q50 -270 8 -262Q-24 -280 -10 -318z', '#2f2a33') +
        path('M-34 -310Q-76 -250 -46 -196Q-14 -214 -12 -280z', '#2f2a33') +
        circle(56, -276, 8, '#fff') +
        circle(57, -276, 5, '#17151c') +
        path('M-40 -206Q20 -170 66 -204L60 -182Q10 -150 -44 -184z', '#e2593f') +
        circle(10, -166, 12, '#f2b33d') +
        rect(-20, -90, 40, 92, '#f4ead8', 'rx="18"') +
        rect(36, -90, 36, 92, '#efe0c6', 'rx="18"'),
    ) +
    at(
      1360,
      900,
      1,
      circle(0, -70, 74, '#e2593f') +
        circle(0, -70, 36, '#a8633f') +
        range(
          4,
          (i) =>
            `<g transform="rotate(${45 + i * 90} 0 -70)">${rect(-12, -146, 24, 42, '#f8f4ea')}</g>`,
        ),
    ),
);

// ------------------------------------------------------------------ bridge and town

scene(
  'chandlers-bridge',
  (r) =>
    sky(['#7fb1c9', '#c7dfd9', '#f8ecd0']) +
    ridge(r, 520, 150, '#a7c3a4', 5) +
    row(
      r,
      0,
      420,
      600,
      ['#e9c9a0', '#d98f6a', '#f0e4cf', '#b9c7bd'],
      ['#7a4a44', '#5a5660'],
      '#4c6a7a',
      1,
    ) +
    row(
      r,
      1220,
      1620,
      600,
      ['#e3b68a', '#f0e4cf', '#b0785e'],
      ['#6a4a4c', '#575f6a'],
      '#4c6a7a',
      1,
    ) +
    rect(0, 596, W, 80, '#7c8f6a') +
    sea(r, 650, ['#8fbcb8', '#77aaae', '#5d949e', '#467d8b', '#316476'], 9) +
    path('M120 560H1480V620H120z', '#8a5a44') +
    path(
      'M120 620C120 620 120 700 120 760H200C210 640 420 640 440 760H520C540 620 760 620 780 760H860C880 620 1080 620 1100 760H1170C1190 640 1390 640 1400 760H1480V620z',
      '#9c6a4f',
    ) +
    path('M120 620H1480V634H120z', '#5f3d31') +
    range(17, (i) => rect(130 + i * 83, 520, 10, 44, '#5f3d31')) +
    rect(110, 512, 1380, 12, '#5f3d31', 'rx="6"') +
    range(
      5,
      (i) =>
        line(250 + i * 280, 512, 250 + i * 280, 420, '#3b3340', 8) +
        circle(250 + i * 280, 410, 18, '#ffe2a0'),
    ) +
    [80, 440, 780, 1100, 1400]
      .map(
        (x) =>
          rect(x + 10, 740, 70, 40, '#6d4a3a', 'rx="6"') +
          rect(x + 10, 800, 70, 12, '#cfe3dd', 'rx="6" opacity="0.5"'),
      )
      .join('') +
    yacht(620, 900, 0.6, '#2f4a63', '#fff', '#f2cf95'),
);
scene(
  'bridge-closed',
  (r) =>
    sky(['#f0a35e', '#f6c98c', '#fbe8c6']) +
    ridge(r, 560, 110, '#b98a6a', 5) +
    sun(800, 430, 90, '#fff2cf') +
    path('M300 1067L690 560H910L1300 1067z', '#4d4f58') +
    range(6, (i) =>
      poly(
        `${795 - i * 4},${600 + i * 80} ${805 + i * 4},${600 + i * 80} ${808 + i * 6},${636 + i * 84} ${792 - i * 6},${636 + i * 84}`,
        '#f5efe2',
      ),
    ) +
    path('M0 700Q300 660 690 560L300 1067H0z', '#6f8a62') +
    path('M1600 700Q1300 660 910 560L1300 1067H1600z', '#5f7c58') +
    path('M690 560L640 470L-60 760V1000z', '#8a5a44') +
    path('M640 470L652 452L-60 716V762z', '#6d4435') +
    path('M910 560L960 470L1660 760V1000z', '#9c6a4f') +
    path('M960 470L948 452L1660 716V762z', '#7a4d3b') +
    range(
      5,
      (i) =>
        line(610 - i * 150, 500 + i * 62, 610 - i * 150, 330 + i * 10, '#3b3340', 6 + i * 2) +
        circle(610 - i * 150, 320 + i * 10, 14 + i * 5, '#fff2cf') +
        line(990 + i * 150, 500 + i * 62, 990 + i * 150, 330 + i * 10, '#3b3340', 6 + i * 2) +
        circle(990 + i * 150, 320 + i * 10, 14 + i * 5, '#fff2cf'),
    ) +
    rect(440, 770, 720, 84, '#f5efe2', 'rx="8"') +
    range(7, (i) =>
      poly(
        `${450 + i * 104},854 ${500 + i * 104},770 ${552 + i * 104},770 ${502 + i * 104},854`,
        '#d9402f',
      ),
    ) +
    rect(500, 854, 26, 120, '#33313c') +
    rect(1074, 854, 26, 120, '#33313c') +
    circle(520, 740, 30, '#f2b33d') +
    circle(1080, 740, 30, '#f2b33d') +
    circle(520, 740, 52, '#f2b33d', 'opacity="0.3"') +
    circle(1080, 740, 52, '#f2b33d', 'opacity="0.3"') +
    range(3, (i) =>
      at(
        240 + i * 560,
        1000,
        1.2,
        poly('-40,0 0,-120 40,0', '#e8653a') +
          poly('-24,-46 -14,-78 14,-78 24,-46', '#fff') +
          rect(-56, -6, 112, 16, '#33313c', 'rx="6"'),
      ),
    ),
);
scene(
  'rope-street',
  () =>
    sky(['#f7e7c8', '#f4cfa6']) +
    path('M0 0H560L740 520V700L0 1067z', '#d77a5a') +
    path('M1600 0H1060L880 520V700L1600 1067z', '#3f7f86') +
    path('M740 520H880V700H740z', '#8fb9b0') +
    path('M0 1067L740 700H880L1600 1067z', '#b9a892') +
    range(4, (i) => {
      const k = [1, 0.72, 0.5, 0.34][i];
      const x = [40, 270, 440, 570][i];
      const y = [520, 530, 545, 560][i];
      return (
        rect(x, y, 190 * k, 330 * k, '#f5e6cc', 'rx="6"') +
        rect(x + 20 * k, y + 26 * k, 150 * k, 200 * k, '#31485c') +
        poly(
          `${x - 14 * k},${y} ${x + 204 * k},${y} ${x + 184 * k},${y - 56 * k} ${x + 6 * k},${y - 56 * k}`,
          ['#f2b33d', '#f5efe2', '#7d3b4f', '#f2b33d'][i],
        ) +
        rect(x + 20 * k, y - 300 * k, 60 * k, 110 * k, '#f5e6cc') +
        rect(x + 120 * k, y - 300 * k, 60 * k, 110 * k, '#f5e6cc')
      );
    }) +
    range(4, (i) => {
      const k = [1, 0.72, 0.5, 0.34][i];
      const x = [1370, 1190, 1065, 966][i];
      const y = [520, 530, 545, 560][i];
      return (
        rect(x, y, 190 * k, 330 * k, '#dfe9df', 'rx="6"') +
        rect(x + 20 * k, y + 26 * k, 150 * k, 200 * k, '#27394c') +
        poly(
          `${x - 14 * k},${y} ${x + 204 * k},${y} ${x + 184 * k},${y - 56 * k} ${x + 6 * k},${y - 56 * k}`,
          ['#e2593f', '#f5efe2', '#f2b33d', '#e2593f'][i],
        ) +
        rect(x + 20 * k, y - 300 * k, 60 * k, 110 * k, '#dfe9df') +
        rect(x + 120 * k, y - 300 * k, 60 * k, 110 * k, '#dfe9df')
      );
    }) +
    curve('M0 170Q800 420 1600 150', '#6b4a3f', 4) +
    range(17, (i) => {
      const t = (i + 0.5) / 17;
      const x = t * 1600;
      const y = (1 - t) ** 2 * 170 + 2 * t * (1 - t) * 420 + t * t * 150;
      return poly(
        `${n(x - 24)},${n(y)} ${n(x + 24)},${n(y)} ${n(x)},${n(y + 54)}`,
        ['#e2593f', '#f5efe2', '#2f6f7d', '#f2b33d'][i % 4],
      );
    }) +
    person(700, 860, 1.3, '#7d3b4f') +
    person(800, 800, 0.9, '#2f4a63', '#8a5a3c') +
    person(960, 900, 1.5, '#f2b33d', '#e3b58f', '#5a3a26'),
);
scene(
  'council-chamber',
  (r) =>
    filled(0, 0, W, H, ['#5b2f33', '#7d4238', '#3e2229']) +
    range(
      5,
      (i) =>
        path(`M${130 + i * 300} 420V200a70 90 0 0 1 140 0V420z`, '#f7dca5') +
        line(200 + i * 300, 110, 200 + i * 300, 420, '#5b2f33', 6) +
        line(130 + i * 300, 270, 270 + i * 300, 270, '#5b2f33', 6),
    ) +
    rect(600, 440, 400, 150, '#8f5a35', 'rx="8"') +
    rect(700, 360, 200, 240, '#a86b3c', 'rx="90"') +
    circle(800, 420, 34, '#e3b58f') +
    path('M740 560q0 -104 60 -106q60 2 60 106z', '#2b2f4a') +
    curve('M772 470q28 60 56 0', '#f2b33d', 8) +
    rect(600, 540, 400, 60, '#70432a') +
    range(3, (row_) => {
      const ry = 690 + row_ * 120;
      const out = path(
        `M${40 - row_ * 40} ${ry + 60}Q800 ${ry - 130} ${1560 + row_ * 40} ${ry + 60}V${ry + 150}Q800 ${ry - 30} ${40 - row_ * 40} ${ry + 150}z`,
        ['#8f5a35', '#7a4a2d', '#653b26'][row_],
      );
      return (
        range(9, (i) => {
          const t = (i + 0.5 + (row_ % 2) * 0.2) / 9.2;
          const x = 60 + t * 1480;
          const y = ry + 44 - 380 * t * (1 - t) * 0.5;
          return (
            circle(x, y - 78, 30, ['#c98f6b', '#8a5a3c', '#e3b58f'][(i + row_) % 3]) +
            path(
              `M${n(x - 31)} ${n(y - 76)}q2 -36 31 -36t31 36q-30 -14 -62 0z`,
              ['#2c2430', '#8b8b93', '#5a3a26', '#b98a4a'][Math.floor(r() * 4)],
            ) +
            path(
              `M${n(x - 58)} ${n(y + 50)}q0 -100 58 -100t58 100z`,
              ['#2f4a63', '#4a5b4a', '#7d3b4f', '#3b3340', '#a8763e'][Math.floor(r() * 5)],
            )
          );
        }) + out
      );
    }),
);
scene(
  'ballot-box',
  () =>
    filled(0, 0, W, H, ['#2f6f7d', '#1f4b63']) +
    range(9, (i) =>
      path(`M800 1067L${-300 + i * 275} 0H${-160 + i * 275}z`, '#fff', 'opacity="0.05"'),
    ) +
    poly('470,560 1130,560 1210,980 390,980', '#f2b33d') +
    poly('470,560 1130,560 1080,470 520,470', '#f8cd6a') +
    poly('800,560 1130,560 1210,980 800,980', '#d9962a', 'opacity="0.55"') +
    rect(650, 500, 300, 24, '#3b2a20', 'rx="12"') +
    `<g transform="rotate(-7 800 330)">${rect(670, 130, 260, 384, '#fbf6ea', 'rx="6"')}${range(4, (i) => rect(790, 180 + i * 76, 110, 16, '#9fb4bb', 'rx="8"') + rect(704, 168 + i * 76, 42, 42, '#e5ddc9', 'rx="4"'))}${curve('M708 250l34 38m0 -38l-34 38', '#d9402f', 9)}</g>` +
    rect(650, 506, 300, 18, '#3b2a20', 'rx="9"') +
    path('M900 140q90 -60 200 -60h520v150h-470q-110 40 -200 10q-60 -20 -50 -100z', '#c98f6b') +
    path('M1280 60h340v200h-340z', '#7d3b4f') +
    rect(1250, 60, 50, 200, '#fbf6ea') +
    rect(620, 740, 360, 60, '#fbf6ea', 'rx="8"') +
    range(3, (i) => rect(660 + i * 100, 764, 70, 12, '#1f4b63', 'rx="6"')),
);
scene(
  'library',
  (r) =>
    filled(0, 0, W, H, ['#f1dfc0', '#d9b98c']) +
    range(
      4,
      (s) =>
        rect(60, 250 + s * 200, 1480, 22, '#7a4a2d') +
        (() => {
          let out = '';
          for (let x = 80; x < 1500;) {
            const w = 20 + r() * 38;
            const h = 110 + r() * 66;
            const lean = r() > 0.93;
            if (r() > 0.06)
              out += `<g ${lean ? `transform="rotate(9 ${n(x)} ${250 + s * 200})"` : ''}>${rect(x, 250 + s * 200 - h, w - 3, h, ['#b8452f', '#2f6f7d', '#f2b33d', '#39415c', '#6f8a62', '#7d3b4f', '#e6d2ac'][Math.floor(r() * 7)], 'rx="3"')}${rect(x + 4, 250 + s * 200 - h * 0.8, w - 11, 8, '#fbf0d9', 'opacity="0.7"')}</g>`;
            x += w;
          }
          return out;
        })(),
    ) +
    rect(40, 40, 22, 1027, '#7a4a2d') +
    rect(1540, 40, 22, 1027, '#7a4a2d') +
    rect(40, 40, 1522, 26, '#7a4a2d') +
    line(1050, 1067, 1230, 90, '#4d3324', 16) +
    line(1180, 1067, 1330, 90, '#4d3324', 16) +
    range(9, (i) =>
      line(1075 + i * 19, 980 - i * 105, 1190 + i * 16, 980 - i * 105, '#4d3324', 11),
    ) +
    at(
      560,
      1010,
      1.6,
      path('M-70 0h140v-60q-70 30 -140 0z', '#4f8f9d') + circle(0, -120, 0, '#000'),
    ) +
    at(
      540,
      1000,
      2.2,
      path('M-60 40q-6-120 60-126q66 6 60 126z', '#2f4a63') +
        circle(0, -118, 34, '#c98f6b') +
        path('M-36 -120q4-38 36-38t36 38q-34-20-72 0z', '#8b8b93') +
        path('M-70 -10l70 18 70 -18v-56l-70 18-70 -18z', '#fbf6ea') +
        line(0, -48, 0, 8, '#b9a892', 3),
    ),
);
scene(
  'hospital',
  (r) =>
    sky(['#bcdfe6', '#eaf1e4', '#fbefd6']) +
    cloud(160, 220, 1.7, '#fff', 0.9) +
    cloud(1120, 170, 1.9, '#fff', 0.9) +
    ridge(r, 700, 120, '#a9c79b', 6) +
    rect(260, 400, 1080, 400, '#f6e7d3') +
    poly('220,400 1380,400 1280,280 320,280', '#b8604a') +
    rect(660, 300, 280, 500, '#fbf3e6') +
    poly('630,310 970,310 800,190', '#9c4d3c') +
    rect(775, 360, 50, 140, '#2f8f7a', 'rx="4"') +
    rect(730, 405, 140, 50, '#2f8f7a', 'rx="4"') +
    [310, 420, 530, 1000, 1110, 1220]
      .map((x) =>
        range(
          2,
          (f) =>
            rect(x, 450 + f * 160, 74, 100, '#5b8a97', 'rx="6"') +
            line(x + 37, 450 + f * 160, x + 37, 550 + f * 160, '#f6e7d3', 5),
        ),
      )
      .join('') +
    rect(730, 600, 140, 200, '#31506a', 'rx="8"') +
    line(800, 600, 800, 800, '#f6e7d3', 5) +
    rect(0, 796, W, 271, '#8fae7d') +
    path('M720 800H880L1160 1067H440z', '#d9cbb0') +
    range(10, (i) =>
      circle(
        i < 5 ? 120 + i * 100 : 680 + i * 100 - 80,
        850 + (i % 3) * 26,
        46,
        ['#5f8f62', '#6f9f6c', '#4f7f58'][i % 3],
      ),
    ) +
    person(560, 920, 1.6, '#e2593f') +
    person(1050, 930, 1.6, '#f8f4ea', '#8a5a3c'),
);

// ------------------------------------------------------------------ lighthouse and nature

scene(
  'gannet-light',
  (r) =>
    sky(['#2b2350', '#7d3f70', '#e4735f', '#f9c27a']) +
    sun(420, 640, 100, '#ffe9b0') +
    cloud(900, 240, 2.2, '#a4527a', 0.6) +
    cloud(120, 330, 1.8, '#b35c74', 0.6) +
    sea(r, 700, ['#b8607a', '#8f4f78', '#693f6e', '#472f5c', '#2c2149']) +
    glints(r, 420, 710, 1000, '#ffd9a0', 28, 320) +
    path('M760 1067Q860 860 980 800Q1040 680 1180 660Q1400 640 1600 560V1067z', '#2a2146') +
    path('M980 800Q1060 760 1200 770T1600 700V1067H900z', '#3b2d59') +
    path('M1180 250L200 90V330z', '#fff0c0', 'opacity="0.28"') +
    path('M1250 250L1600 190V330z', '#fff0c0', 'opacity="0.28"') +
    tower(1215, 690, 0.95, '#d9503b') +
    house(1330, 690, 150, 100, '#e8d9c8', '#7a3b46', '#ffd78a', 1) +
    gull(640, 380, 0.9, '#fbe6c8') +
    gull(760, 430, 0.6, '#fbe6c8'),
);
scene(
  'lighthouse-stairs',
  () =>
    rect(0, 0, W, H, '#173043') +
    range(44, (i) => {
      const a = -2.2 + i * 0.314;
      const b = a + 0.318;
      const r0 = 1180 - i * 24.5;
      const r1 = Math.max(60, r0 * 0.66);
      const c = (ang, rad) => `${n(800 + Math.cos(ang) * rad)},${n(533 + Math.sin(ang) * rad)}`;
      return poly(
        `${c(a, r0)} ${c(b, r0 - 10)} ${c(b, r1)} ${c(a, r1)}`,
        ['#e9d8b4', '#dbc598', '#c9ae7c', '#b8965f'][i % 4],
      );
    }) +
    circle(800, 533, 96, '#fff2c9') +
    circle(800, 533, 150, '#ffe9a8', 'opacity="0.35"') +
    circle(800, 533, 52, '#fffaf0'),
);
scene(
  'lens',
  () =>
    filled(0, 0, W, H, ['#0f2038', '#1f4a5f', '#12304a']) +
    range(
      24,
      (i) =>
        `<g transform="rotate(${i * 15} 800 533)">${poly('800,533 1900,470 1900,596', i % 2 ? '#f9e3a0' : '#8fd0c8', 'opacity="0.12"')}</g>`,
    ) +
    range(
      9,
      (i) =>
        circle(
          800,
          533,
          420 - i * 40,
          ['#bfe7df', '#7fc2bd', '#e8f4e2', '#5aa5a8'][i % 4],
          'opacity="0.85"',
        ) + circle(800, 533, 402 - i * 40, '#2a6672', 'opacity="0.6"'),
    ) +
    circle(800, 533, 78, '#fff6d0') +
    circle(800, 533, 46, '#f2b33d') +
    range(4, (i) =>
      rect(790, 100, 20, 866, '#b8863b', `transform="rotate(${i * 45} 800 533)" opacity="0.75"`),
    ) +
    curve('M370 533a430 430 0 1 0 860 0a430 430 0 1 0 -860 0', '#b8863b', 22) +
    circle(800, 533, 60, '#fff6d0'),
);
scene(
  'eelgrass',
  (r) =>
    filled(0, 0, W, H, ['#bfe9dc', '#4fb3b0', '#1f7a8a', '#0f4a63']) +
    range(6, (i) =>
      poly(
        `${100 + i * 280},0 ${220 + i * 280},0 ${60 + i * 300},1067 ${-160 + i * 300},1067`,
        '#eafff2',
        'opacity="0.09"',
      ),
    ) +
    ridge(r, 960, 60, '#c9b98a', 5) +
    range(64, (i) => {
      const x = r() * W;
      const h = 260 + r() * 430;
      const b = (r() - 0.5) * 160;
      return curve(
        `M${n(x)} 1067C${n(x + b)} ${n(1067 - h * 0.4)} ${n(x - b)} ${n(1067 - h * 0.7)} ${n(x + b * 0.7)} ${n(1067 - h)}`,
        ['#1f6f4f', '#2f8f5a', '#58a85f', '#175a4a', '#8cc06a'][i % 5],
        12 + r() * 12,
      );
    }) +
    range(13, (i) => {
      const x = 160 + r() * 1280;
      const y = 220 + r() * 420;
      return at(
        x,
        y,
        0.6 + r() * 0.5,
        path('M-50 0Q0 -34 60 0L94 -22V22L60 0Q0 34 -50 0z', i % 3 ? '#f2b33d' : '#f07a5a') +
          circle(-26, -5, 5, '#10263a'),
      );
    }) +
    range(26, () => circle(r() * W, r() * 700, 4 + r() * 12, '#eafff8', 'opacity="0.4"')),
);
scene(
  'seals',
  (r) =>
    sky(['#c9d9e6', '#e8e4dc', '#f6dfc0']) +
    ridge(r, 480, 60, '#9fb2bd', 6) +
    sea(r, 480, ['#9dbcc4', '#84aab6', '#6c97a7'], 10) +
    path('M0 800Q300 660 800 690T1600 720V1067H0z', '#e0c795') +
    path('M0 900Q500 800 900 850T1600 830V1067H0z', '#cfb27c') +
    [
      [300, 780, 1.1, '#6b6470'],
      [640, 740, 0.8, '#8d8790'],
      [960, 800, 1.3, '#565060'],
      [1330, 760, 0.95, '#7b7480'],
      [560, 950, 1.5, '#4a4654'],
      [1200, 960, 1.2, '#938c92'],
    ]
      .map(([x, y, s, c]) =>
        at(
          x,
          y,
          s,
          path(
            'M-170 20Q-190 -10 -150 -6Q-80 -90 20 -76Q60 -120 110 -112Q160 -104 160 -66Q158 -34 120 -26Q130 20 60 30H-120Q-160 44 -200 70Q-206 40 -170 20z',
            c,
          ) +
            circle(128, -78, 7, '#17151c') +
            circle(158, -66, 8, '#17151c') +
            path('M10 20q30 10 26 44q-40 -4 -56 -36z', c) +
            range(3, (i) => circle(-80 + i * 44, -30 + (i % 2) * 18, 7, '#fff', 'opacity="0.18"')),
        ),
      )
      .join('') +
    gull(880, 240, 1, '#fff') +
    gull(1010, 290, 0.7, '#fff'),
);
scene(
  'terns',
  (r) =>
    sky(['#3f86b0', '#8fc4d4', '#e6efdc']) +
    ridge(r, 860, 60, '#e6d3a0', 6) +
    sea(r, 900, ['#4f9fb0', '#3a8aa0', '#2a7490'], 10) +
    range(11, (i) => {
      const s = 0.5 + r() * 1.1;
      const x = 130 + (i % 4) * 400 + r() * 150;
      const y = 140 + Math.floor(i / 4) * 230 + r() * 120;
      return at(
        x,
        y,
        s,
        path(
          'M0 0Q-60 -70 -170 -60Q-90 -30 -40 20Q-70 60 -110 96Q-50 74 -6 44Q70 70 96 40Q140 40 150 28Q120 16 92 18Q70 -8 0 0z',
          '#fdfaf2',
        ) +
          path('M0 0Q60 -110 170 -120Q120 -50 40 20z', '#dfe6e6') +
          path('M70 8Q90 -6 112 16Q92 14 70 18z', '#22303f') +
          path('M112 18l44 8-40 8z', '#d9402f'),
        `rotate(${n((r() - 0.5) * 36)})`,
      );
    }),
);
scene(
  'kelp-farm',
  (r) =>
    sky(['#dcebe4', '#b9dcd8']) +
    sun(1300, 180, 60, '#fffbe6') +
    ridge(r, 330, 90, '#7fae9a', 6) +
    filled(0, 340, W, 727, ['#58b0ac', '#24808d', '#0f4a63']) +
    swell(r, 352, 12, '#6cbfb6', 130, 'opacity="0.6"') +
    range(8, (i) => circle(110 + i * 200, 356, 28, i % 2 ? '#e2593f' : '#f2b33d')) +
    line(0, 400, W, 400, '#10344a', 6) +
    range(15, (i) => {
      const x = 40 + i * 110;
      const h = 330 + r() * 240;
      return range(3, (k) => {
        const b = (r() - 0.5) * 110;
        return path(
          `M${x + k * 18} 400C${n(x + b - 30)} ${n(400 + h * 0.4)} ${n(x + b + 60)} ${n(400 + h * 0.6)} ${n(x + b)} ${n(400 + h)}C${n(x + b + 90)} ${n(400 + h * 0.6)} ${n(x + b + 10)} ${n(400 + h * 0.4)} ${x + k * 18 + 12} 400z`,
          ['#8a7a2f', '#a8923a', '#6b6a2f', '#c2a648'][(i + k) % 4],
          'opacity="0.93"',
        );
      });
    }) +
    trawler(820, 300, 0.9, '#22506a', '#f8f4ea', '#f2b33d'),
);

// ------------------------------------------------------------------ sport

scene(
  'ropewalk-pitch',
  (r) =>
    rect(0, 0, W, H, '#2f7d4f') +
    range(8, (i) => rect(i * 200, 0, 100, H, '#37895a')) +
    curve(
      'M90 90H1510V977H90zM800 90V977M90 330H330V740H90M1510 330H1270V740H1510M90 430H190V640H90M1510 430H1410V640H1510',
      '#f5f2e4',
      7,
    ) +
    `<circle cx="800" cy="533" r="130" fill="none" stroke="#f5f2e4" stroke-width="7"/>` +
    circle(800, 533, 9, '#f5f2e4') +
    range(20, (i) => {
      const x = 180 + r() * 1240;
      const y = 150 + r() * 760;
      const c = i % 2 ? '#f2c23d' : '#7d2f4f';
      return (
        oval(
          x + 34,
          y + 30,
          46,
          16,
          '#12402a',
          'opacity="0.4" transform="rotate(35 ' + n(x) + ' ' + n(y) + ')"',
        ) +
        oval(x, y, 34, 20, c, `transform="rotate(${n(r() * 180)} ${n(x)} ${n(y)})"`) +
        circle(x, y, 14, ['#5a3a26', '#2c2430', '#b98a4a'][i % 3])
      );
    }) +
    circle(1030, 452, 13, '#fff') +
    circle(1040, 462, 13, '#12402a', 'opacity="0.25"'),
);
scene(
  'pitch-flooded',
  (r) =>
    sky(['#9fb9c6', '#d6dcd5', '#f3e4c7']) +
    ridge(r, 520, 60, '#7f9a8a', 8) +
    rect(0, 440, 520, 110, '#7d2f4f') +
    range(6, (i) => rect(20 + i * 84, 460, 60, 50, '#f2c23d')) +
    poly('0,440 540,440 500,380 0,380', '#3b3340') +
    filled(0, 540, W, 527, ['#a9c3cb', '#6f97a6', '#47707f']) +
    range(7, () =>
      oval(r() * W, 620 + r() * 420, 160 + r() * 160, 12 + r() * 18, '#5f8f62', 'opacity="0.75"'),
    ) +
    curve('M620 700V360H1240V700', '#fff', 18) +
    range(12, (i) => line(640 + i * 50, 366, 680 + i * 44, 690, '#fff', 2, 'opacity="0.7"')) +
    range(6, (i) => line(630, 410 + i * 50, 1230, 410 + i * 50, '#fff', 2, 'opacity="0.7"')) +
    curve('M620 706V1000H1240V706', '#fff', 14, 'opacity="0.3"') +
    at(
      430,
      800,
      1.2,
      circle(0, 0, 44, '#fff') +
        poly('0,-18 17,-5 11,15 -11,15 -17,-5', '#2b2f3a') +
        range(
          5,
          (i) =>
            `<g transform="rotate(${i * 72})">${poly('0,-42 12,-34 0,-26 -12,-34', '#2b2f3a')}</g>`,
        ),
    ) +
    oval(430, 866, 60, 8, '#fff', 'opacity="0.4"') +
    gull(1000, 200, 0.9, '#4b5a63') +
    gull(860, 348, 0.7, '#fff') +
    gull(1360, 760, 1, '#fff'),
);
scene(
  'chess-board',
  () =>
    filled(0, 0, W, H, ['#e7cfa8', '#c98f6b']) +
    range(8, (row_) =>
      range(8, (c) => {
        const y = (t) => 470 + t * t * 560 + t * 60;
        const x = (cc, t) => 800 + (cc - 4) * (112 + t * 96);
        const a = row_ / 8;
        const b = (row_ + 1) / 8;
        return poly(
          `${n(x(c, a))},${n(y(a))} ${n(x(c + 1, a))},${n(y(a))} ${n(x(c + 1, b))},${n(y(b))} ${n(x(c, b))},${n(y(b))}`,
          (row_ + c) % 2 ? '#5a3428' : '#f6e7c9',
        );
      }),
    ) +
    (() => {
      const base = (c) => path('M-44 0h88q0 -20 -16 -28h-56q-16 8 -16 28z', c);
      const pawn = (c) =>
        base(c) + path('M-26 -28Q-10 -70 -12 -96H12Q10 -70 26 -28z', c) + circle(0, -112, 26, c);
      const king = (c) =>
        base(c) +
        path('M-30 -28Q-12 -120 -22 -190H22Q12 -120 30 -28z', c) +
        path('M-36 -190h72l-12 -40h-48z', c) +
        rect(-7, -284, 14, 60, c) +
        rect(-24, -268, 48, 14, c);
      const rook = (c) =>
        base(c) +
        path('M-30 -28L-22 -130H22L30 -28z', c) +
        path('M-36 -130V-184H-18V-166H-8V-184H8V-166H18V-184H36V-130z', c);
      const knight = (c) =>
        base(c) +
        path(
          'M-28 -28Q-20 -90 10 -104Q-20 -96 -42 -84Q-56 -96 -48 -112Q-20 -150 -8 -186L8 -168Q60 -150 36 -28z',
          c,
        );
      const d = '#2a1d2b';
      const l = '#fffaf0';
      return (
        at(420, 560, 0.7, rook(d)) +
        at(800, 556, 0.72, king(d)) +
        at(1010, 600, 0.8, pawn(d)) +
        at(600, 640, 0.85, pawn(d)) +
        at(560, 770, 1.1, knight(l)) +
        at(900, 800, 1.15, pawn(l)) +
        at(1170, 760, 1.05, rook(l)) +
        at(760, 960, 1.5, king(l)) +
        at(1240, 990, 1.5, pawn(l)) +
        at(340, 980, 1.5, pawn(l))
      );
    })() +
    path('M0 0H1600V180Q1200 300 800 250T0 330z', '#7d2f4f', 'opacity="0.85"') +
    range(5, (i) => circle(150 + i * 330, 120 + (i % 2) * 30, 10, '#f2c23d', 'opacity="0.8"')),
);
scene(
  'gig-boat',
  (r) =>
    filled(0, 0, W, H, ['#1b6f86', '#0f4a68']) +
    range(26, () =>
      curve(`M${n(r() * W)} ${n(r() * H)}q40 -16 80 0t80 0`, '#5fb3bd', 5, 'opacity="0.5"'),
    ) +
    `<g transform="rotate(-18 800 533)">` +
    path('M60 533Q300 500 500 520Q300 566 60 533z', '#e9f5f3', 'opacity="0.6"') +
    range(
      6,
      (i) =>
        line(560 + i * 110, 533, 500 + i * 110, i % 2 ? 250 : 816, '#f1d9a0', 9) +
        oval(
          494 + i * 110,
          i % 2 ? 236 : 830,
          14,
          42,
          '#f2b33d',
          `transform="rotate(${i % 2 ? 12 : -12} ${494 + i * 110} ${i % 2 ? 236 : 830})"`,
        ) +
        circle(490 + i * 110, i % 2 ? 210 : 856, 36, '#e9f5f3', 'opacity="0.3"'),
    ) +
    path(
      'M380 533Q520 440 860 446Q1180 452 1290 533Q1180 614 860 620Q520 626 380 533z',
      '#d9402f',
    ) +
    path(
      'M420 533Q540 466 860 470Q1150 474 1240 533Q1150 592 860 596Q540 600 420 533z',
      '#f3d7a6',
    ) +
    range(
      6,
      (i) =>
        rect(548 + i * 110, 476, 24, 114, '#a8763e') +
        oval(566 + i * 110, 533 + (i % 2 ? -10 : 10), 28, 44, ['#2b2f4a', '#f5efe2'][i % 2]) +
        circle(
          570 + i * 110,
          533 + (i % 2 ? -10 : 10),
          20,
          ['#5a3a26', '#b98a4a', '#2c2430', '#8b3f2a'][i % 4],
        ),
    ) +
    oval(458, 533, 26, 40, '#2f8f7a') +
    circle(462, 533, 19, '#8b8b93') +
    '</g>' +
    gull(1320, 200, 1.1) +
    gull(1440, 300, 0.8),
);
scene(
  'swimmers',
  (r) =>
    sky(['#f9d3c0', '#f7b7a3', '#d98fa6', '#a98bb8']) +
    sun(1120, 400, 96, '#fff3dc') +
    ridge(r, 470, 50, '#9a7fae', 6) +
    sea(r, 470, ['#d99fb0', '#b98ab0', '#8f7aa8', '#64689a', '#3f5586', '#2a4472'], 14) +
    glints(r, 1120, 480, 900, '#fff0dc', 26, 300) +
    [
      [300, 760, 1.2, '#e2593f', '#c98f6b'],
      [560, 690, 0.9, '#f2c23d', '#8a5a3c'],
      [820, 800, 1.35, '#2f8f7a', '#e3b58f'],
      [1090, 720, 1, '#f5efe2', '#c98f6b'],
      [1360, 820, 1.3, '#7d2f4f', '#e3b58f'],
      [680, 930, 1.7, '#3f86b0', '#8a5a3c'],
    ]
      .map(([x, y, s, cap, skin]) =>
        at(
          x,
          y,
          s,
          oval(0, 24, 96, 14, '#fff', 'opacity="0.35"') +
            path('M-62 22q6 -40 62 -40t62 40z', skin) +
            circle(0, -38, 40, skin) +
            path('M-42 -40q0 -46 42 -46t42 46q-40 -16 -84 0z', cap) +
            curve('M-16 -30q6 6 12 0M8 -30q6 6 12 0', '#2c2430', 4) +
            curve('M-8 -14q10 8 20 0', '#8a3f3a', 4),
        ),
      )
      .join(''),
);

// ------------------------------------------------------------------ bread, school, work

scene(
  'pells-bakery',
  () =>
    rect(0, 0, W, H, '#233a5c') +
    rect(180, 60, 1240, 1007, '#e8c79a') +
    range(12, (i) => line(180, 110 + i * 84, 1420, 110 + i * 84, '#dcb582', 4)) +
    range(
      3,
      (i) =>
        rect(290 + i * 400, 110, 220, 240, '#31485c', 'rx="8"') +
        line(400 + i * 400, 110, 400 + i * 400, 350, '#f5e6cc', 8) +
        line(290 + i * 400, 230, 510 + i * 400, 230, '#f5e6cc', 8) +
        rect(280 + i * 400, 350, 240, 20, '#b98a5a'),
    ) +
    rect(240, 500, 720, 420, '#ffdf94', 'rx="8"') +
    rect(1040, 500, 280, 567, '#7d2f3f', 'rx="8"') +
    rect(1080, 540, 200, 280, '#ffdf94', 'rx="6"') +
    circle(1290, 790, 12, '#f2c23d') +
    range(12, (i) =>
      path(`M${210 + i * 98} 420h98v70q-49 44 -98 0z`, i % 2 ? '#f8f4ea' : '#c9473a'),
    ) +
    rect(200, 400, 1196, 30, '#7d2f3f') +
    range(
      3,
      (s) =>
        rect(260, 640 + s * 100, 680, 12, '#a8763e') +
        range(6, (i) => {
          const x = 312 + i * 114;
          const y = 640 + s * 100;
          return s === 0
            ? oval(x, y - 26, 50, 26, '#b8743a') +
                range(3, (k) =>
                  line(x - 22 + k * 20, y - 40, x - 12 + k * 20, y - 18, '#f0cf95', 5),
                )
            : s === 1
              ? circle(x, y - 28, 30, '#d99a4f') +
                curve(`M${x} ${y - 28}m-14 0a14 14 0 1 1 14 14`, '#8a4f28', 6)
              : path(`M${x - 48} ${y}q0 -64 48 -64t48 64z`, '#c98745');
        }),
    ) +
    rect(0, 990, W, 77, '#4a4a55') +
    rect(180, 920, 860, 70, '#7d2f3f') +
    person(120, 1000, 2, '#f2b33d') +
    person(1490, 1000, 2.1, '#2f8f7a', '#8a5a3c') +
    circle(1400, 470, 40, '#ffe9b0') +
    circle(1400, 470, 90, '#ffe9b0', 'opacity="0.2"'),
);
scene(
  'tide-buns',
  (r) =>
    filled(0, 0, W, H, ['#2f6f7d', '#244f66']) +
    range(10, (i) => rect(i * 160, 0, 76, H, '#fff', 'opacity="0.05"')) +
    rect(140, 110, 1320, 850, '#39414f', 'rx="40"') +
    rect(180, 150, 1240, 770, '#4b5563', 'rx="26"') +
    range(12, (i) => {
      const x = 350 + (i % 4) * 300;
      const y = 290 + Math.floor(i / 4) * 244;
      const tilt = r() * 360;
      return (
        oval(x + 10, y + 16, 122, 108, '#2b323d', 'opacity="0.6"') +
        circle(x, y, 112, '#b8692f') +
        circle(x - 6, y - 8, 100, '#dc9a4d') +
        `<g transform="rotate(${n(tilt)} ${x} ${y})">${curve(`M${x} ${y}m-12 0a16 16 0 0 1 34 4a36 36 0 0 1 -70 6a56 56 0 0 1 104 -26a72 72 0 0 1 -30 88`, '#8a4a22', 12)}${curve(`M${x - 80} ${y - 20}a84 84 0 0 1 60 -66`, '#f4cf8f', 11)}</g>` +
        range(12, () => rect(x - 60 + r() * 120, y - 60 + r() * 120, 8, 8, '#fff7e6', 'rx="2"'))
      );
    }),
);
scene(
  'school-kitchen',
  () =>
    filled(0, 0, W, H, ['#f8e6c2', '#f2cf95']) +
    range(8, (c) =>
      range(4, (k) =>
        rect(c * 200 + 4, k * 110 + 4, 192, 102, (c + k) % 3 ? '#f9edd5' : '#8fc4bb', 'rx="6"'),
      ),
    ) +
    rect(0, 420, W, 22, '#7a4a2d') +
    range(
      7,
      (i) =>
        line(160 + i * 120, 90, 160 + i * 120, 130, '#39414f', 6) +
        (i % 2
          ? path(`M${120 + i * 120} 130h80q0 70 -40 70t-40 -70z`, '#c97b3a')
          : oval(160 + i * 120, 190, 34, 46, '#6b7480') +
            rect(153 + i * 120, 90, 14, 70, '#6b7480')),
    ) +
    line(100, 90, 960, 90, '#39414f', 8) +
    rect(0, 700, W, 367, '#3f7f86') +
    rect(0, 680, W, 40, '#e8dcc3') +
    range(3, (i) =>
      at(
        330 + i * 420,
        680,
        1.2,
        rect(-140, -190, 280, 190, ['#c9473a', '#7f8a94', '#f2b33d'][i], 'rx="16"') +
          rect(-154, -200, 308, 24, '#39414f', 'rx="10"') +
          rect(-186, -140, 46, 20, '#39414f', 'rx="8"') +
          rect(140, -140, 46, 20, '#39414f', 'rx="8"') +
          range(3, (k) =>
            curve(`M${-60 + k * 60} -230q-30 -36 0 -72t0 -72`, '#fff', 10, 'opacity="0.65"'),
          ),
      ),
    ) +
    range(9, (i) =>
      circle(90 + i * 62, 700 - (i % 2) * 18, 34, ['#e2593f', '#6f9f4c', '#f2913d'][i % 3]),
    ) +
    range(
      6,
      (i) =>
        path(`M${1160 + i * 66} 704q-16 -80 8 -130q34 50 20 130z`, i % 2 ? '#f2913d' : '#e8e4d0') +
        path(
          `M${1166 + i * 66} 580q-26 -36 -6 -60q10 20 12 30q10 -24 26 -26q0 30 -18 56z`,
          '#5f8f3f',
        ),
    ) +
    range(
      5,
      (i) =>
        rect(60 + i * 310, 790, 250, 240, '#35707a', 'rx="10"') +
        rect(160 + i * 310, 810, 50, 14, '#e8dcc3', 'rx="7"'),
    ),
);
scene(
  'tidewell-school',
  (r) =>
    sky(['#8fc9dd', '#d6ecdf', '#fbf0cf']) +
    cloud(1080, 220, 2, '#fff', 0.9) +
    cloud(220, 180, 1.3, '#fff', 0.9) +
    ridge(r, 640, 90, '#9cc48e', 6) +
    rect(280, 420, 1040, 380, '#c9664a') +
    poly('240,420 1360,420 1300,330 300,330', '#4a4f63') +
    rect(690, 300, 220, 500, '#b85a40') +
    poly('660,306 940,306 800,180', '#3b4054') +
    circle(800, 370, 50, '#fbf6ea') +
    line(800, 370, 800, 338, '#3b4054', 6) +
    line(800, 370, 824, 380, '#3b4054', 6) +
    rect(784, 120, 32, 70, '#3b4054') +
    path('M772 122q28 -50 56 0z', '#f2b33d') +
    [330, 450, 570, 960, 1080, 1200]
      .map((x) =>
        range(
          2,
          (f) =>
            rect(x, 460 + f * 170, 86, 116, '#f7e3b2', 'rx="4"') +
            line(x + 43, 460 + f * 170, x + 43, 576 + f * 170, '#fff', 6) +
            line(x, 518 + f * 170, x + 86, 518 + f * 170, '#fff', 6),
        ),
      )
      .join('') +
    path('M740 800V660a60 60 0 0 1 120 0V800z', '#2f4a63') +
    rect(0, 796, W, 271, '#d9c9a4') +
    curve('M1020 930h60v-50h60v50h60v50h-60v50h-60v-50h-60z M1080 930v50', '#fff', 6) +
    [
      [240, 960, '#e2593f'],
      [360, 900, '#2f8f7a'],
      [520, 980, '#f2b33d'],
      [640, 910, '#7d3b6f'],
      [1330, 940, '#3f86b0'],
      [1450, 980, '#e2593f'],
    ]
      .map(([x, y, c], i) =>
        person(
          x,
          y,
          1.15,
          c,
          ['#c98f6b', '#8a5a3c', '#e3b58f'][i % 3],
          ['#2c2430', '#b98a4a', '#5a3a26'][i % 3],
        ),
      )
      .join(''),
);
scene(
  'sail-loft',
  () =>
    filled(0, 0, W, H, ['#6b4632', '#3d2a26']) +
    range(6, (i) =>
      poly(`${i * 320 - 30},0 ${i * 320 + 30},0 800,300`, '#2d1f1e', 'opacity="0.7"'),
    ) +
    path('M560 0H1040L1000 260H600z', '#fbe6b4') +
    poly('600,260 1000,260 1340,1067 260,1067', '#ffedc2', 'opacity="0.16"') +
    rect(0, 860, W, 207, '#a8763e') +
    range(7, (i) => line(i * 270 - 40, 1067, 200 + i * 200, 860, '#8b5d2f', 5)) +
    path('M120 920Q360 300 880 180Q820 620 1080 900Q600 980 120 920z', '#f8f2e2') +
    path('M880 180Q820 620 1080 900Q960 920 850 926Q720 560 880 180z', '#e0d5bd') +
    range(6, (i) =>
      curve(
        `M${n(180 + i * 46)} ${n(850 - i * 96)}Q${n(560 + i * 26)} ${n(870 - i * 100)} ${n(990 - i * 30)} ${n(810 - i * 92)}`,
        '#cbbd9f',
        5,
      ),
    ) +
    path('M480 640l90 -34 14 90 -96 20z', '#d9402f') +
    person(1180, 930, 2.2, '#2f6f7d', '#c98f6b', '#8b3f2a') +
    person(330, 960, 1.9, '#f2b33d', '#8a5a3c') +
    at(
      1420,
      900,
      1,
      rect(-90, -60, 180, 60, '#39414f', 'rx="10"') +
        path('M-70 -60v-80h110v30h-60v50z', '#22262f') +
        circle(52, -110, 26, '#c9473a'),
    ) +
    curve('M1080 890Q1260 1000 1390 850', '#d9402f', 5),
);
scene(
  'repair-cafe',
  (r) =>
    filled(0, 0, W, H, ['#e9dcc3', '#d9b98c']) +
    range(9, (i) => line(0, 80 + i * 130, W, 90 + i * 130, '#c9a878', 6)) +
    at(
      420,
      430,
      1.3,
      rect(-200, -120, 400, 250, '#2f6f7d', 'rx="26"') +
        circle(-90, 4, 78, '#1d4453') +
        circle(-90, 4, 50, '#39808f') +
        rect(20, -84, 150, 90, '#f5e6b8', 'rx="8"') +
        line(60, -84, 90, 6, '#d9402f', 6) +
        circle(60, 66, 26, '#f5efe2') +
        circle(140, 66, 26, '#f5efe2') +
        line(160, -120, 240, -260, '#39414f', 8),
    ) +
    at(
      1150,
      360,
      1.2,
      circle(0, 0, 190, '#c9473a') +
        circle(0, 0, 150, '#fbf6ea') +
        range(
          12,
          (i) => `<g transform="rotate(${i * 30})">${rect(-5, -140, 10, 28, '#39414f')}</g>`,
        ) +
        line(0, 0, 0, -100, '#22262f', 14) +
        line(0, 0, 70, 40, '#22262f', 14) +
        circle(0, 0, 16, '#c9473a') +
        circle(-110, -200, 56, '#e0a33a') +
        circle(110, -200, 56, '#e0a33a'),
    ) +
    at(
      560,
      860,
      1.2,
      `<g transform="rotate(-14)">${rect(-260, -22, 300, 44, '#d9402f', 'rx="22"')}${rect(40, -9, 190, 18, '#8d959c', 'rx="6"')}</g>`,
    ) +
    at(
      1080,
      830,
      1.2,
      `<g transform="rotate(24)">${path('M-220 -28h300q20 -70 110 -60l-50 50v40l50 50q-90 10 -110 -60h-300z', '#6b7480')}</g>`,
    ) +
    range(12, () => circle(200 + r() * 1200, 620 + r() * 400, 12 + r() * 10, '#8d959c') + '') +
    at(
      240,
      760,
      1,
      curve('M0 0q60 -80 120 0t120 0', '#39414f', 10) + rect(236, -20, 50, 40, '#f5efe2', 'rx="6"'),
    ),
);
scene(
  'allotments',
  (r) =>
    sky(['#cfe8e0', '#f7efcf']) +
    sun(260, 190, 70, '#fff4c4') +
    ridge(r, 420, 80, '#8fb58a', 6) +
    filled(0, 420, W, 647, ['#7a9f5f', '#5c7d44']) +
    range(7, (i) => {
      const x0 = -200 + i * 300;
      return (
        path(
          `M${700 + (i - 3) * 60} 430L${x0} 1067H${x0 + 170}L${730 + (i - 3) * 60} 430z`,
          '#7a5236',
        ) +
        range(7, (k) => {
          const t = (k + 1) / 8;
          const x = (715 + (i - 3) * 60) * (1 - t * t) + (x0 + 85) * t * t;
          const y = 430 + t * t * 637;
          const s = 8 + t * 46;
          return (
            circle(x - s * 0.5, y, s * 0.8, ['#4f8f4a', '#8fb54a', '#3f7a5a'][i % 3]) +
            circle(x + s * 0.5, y - s * 0.3, s * 0.8, ['#5fa055', '#a3c45a', '#4f8f6a'][i % 3]) +
            (i % 2
              ? circle(x, y - s * 0.8, s * 0.36, ['#e2593f', '#f2c23d', '#d98fb6'][(i + k) % 3])
              : '')
          );
        })
      );
    }) +
    house(1180, 560, 250, 150, '#2f6f7d', '#4a3434', '#fbe9b8', 1) +
    at(
      420,
      620,
      1,
      line(0, 0, 0, -240, '#6b4a35', 16) +
        line(-100, -170, 100, -170, '#6b4a35', 12) +
        path('M-70 -190h140v140h-140z', '#c9473a') +
        circle(0, -250, 42, '#e9c98a') +
        path('M-74 -270h148l-30 -20q-44 -70 -88 0z', '#a8763e'),
    ),
);
scene(
  'printing-press',
  () =>
    filled(0, 0, W, H, ['#f2e6cf', '#e0c9a0']) +
    rect(120, 180, 1360, 620, '#2b3340', 'rx="26"') +
    [
      [420, 420, 190],
      [800, 360, 150],
      [1180, 420, 190],
      [800, 640, 120],
    ]
      .map(
        ([x, y, s], i) =>
          circle(x, y, s, ['#c9473a', '#39808f', '#f2b33d', '#8d959c'][i]) +
          circle(x, y, s * 0.72, '#1d232d', 'opacity="0.35"') +
          circle(x, y, s * 0.2, '#f2e6cf') +
          range(
            6,
            (k) =>
              `<g transform="rotate(${k * 60} ${x} ${y})">${rect(x - 7, y - s * 0.7, 14, s * 0.5, '#f2e6cf', 'opacity="0.5"')}</g>`,
          ),
      )
      .join('') +
    curve('M0 560Q240 640 420 612Q640 560 800 512Q980 560 1180 612T1600 760', '#fdf9ee', 34) +
    rect(80, 800, 1440, 40, '#1d232d') +
    range(
      6,
      (i) =>
        `<g transform="translate(${130 + i * 235} ${880 - (i % 2) * 16}) rotate(${-6 + i * 2.4})">${rect(0, 0, 190, 240, '#fdf9ee')}${rect(16, 18, 158, 26, ['#c9473a', '#39808f', '#2b3340', '#7d3b6f', '#3f7a4a', '#d98a2a'][i])}${rect(16, 60, 76, 76, '#c9c0ab')}${range(4, (k) => rect(104, 62 + k * 20, 70, 9, '#8a8578'))}${range(4, (k) => rect(16, 150 + k * 20, 158, 9, '#8a8578'))}</g>`,
    ),
);

// ------------------------------------------------------------------ stage and screen

scene(
  'beacon-cinema',
  (r) =>
    sky(['#150d33', '#3b1c5a', '#8f2f6b']) +
    range(40, () => circle(r() * W, r() * 400, 1.5 + r() * 2, '#fff', 'opacity="0.7"')) +
    rect(0, 300, 330, 640, '#22164a') +
    rect(1270, 260, 330, 680, '#22164a') +
    range(18, (i) =>
      rect(
        30 + (i % 3) * 96,
        360 + Math.floor(i / 3) * 92,
        44,
        54,
        r() > 0.5 ? '#ffcf70' : '#3b2a6b',
      ),
    ) +
    range(18, (i) =>
      rect(
        1310 + (i % 3) * 92,
        330 + Math.floor(i / 3) * 96,
        44,
        54,
        r() > 0.5 ? '#ffcf70' : '#3b2a6b',
      ),
    ) +
    path('M330 940V340Q800 100 1270 340V940z', '#d94f6b') +
    path('M400 940V380Q800 170 1200 380V940z', '#f07a6a') +
    path('M760 560V90L800 40L840 90V560z', '#ffe9b0') +
    circle(800, 60, 46, '#fff6d0') +
    circle(800, 60, 110, '#fff0b0', 'opacity="0.25"') +
    poly('280,560 1320,560 1250,690 350,690', '#fff3d0') +
    range(26, (i) => circle(300 + i * 40, 560, 11, i % 2 ? '#ffcf70' : '#fff')) +
    range(24, (i) => circle(356 + i * 39, 690, 11, i % 2 ? '#fff' : '#ffcf70')) +
    range(
      3,
      (i) =>
        rect(460 + i * 240, 598, 200, 16, '#3b1c5a', 'rx="8"') +
        rect(490 + i * 240, 636, 140, 16, '#d94f6b', 'rx="8"'),
    ) +
    range(
      3,
      (i) =>
        rect(470 + i * 230, 740, 190, 200, '#ffdf94', 'rx="6"') +
        line(565 + i * 230, 740, 565 + i * 230, 940, '#7d2f4f', 6),
    ) +
    rect(0, 936, W, 131, '#1a1038') +
    range(9, (i) =>
      rect(380 + i * 100, 950 + (i % 3) * 30, 60, 8, '#ffcf70', 'rx="4" opacity="0.5"'),
    ) +
    range(7, (i) =>
      person(
        250 + i * 180,
        990 + (i % 2) * 16,
        1.25,
        ['#39808f', '#f2b33d', '#2b2f4a', '#e8e0cf', '#7d3b6f', '#3f7a4a', '#c9473a'][i],
        ['#c98f6b', '#8a5a3c', '#e3b58f'][i % 3],
      ),
    ),
);
scene(
  'projector',
  (r) =>
    filled(0, 0, W, H, ['#191326', '#2b1b3a']) +
    poly('620,470 1600,40 1600,1000 620,560', '#ffe9a8', 'opacity="0.32"') +
    poly('620,490 1600,240 1600,800 620,540', '#fff3cc', 'opacity="0.35"') +
    range(60, () => {
      const x = 720 + r() * 860;
      return circle(
        x,
        515 + (r() - 0.5) * (x - 560) * 0.8,
        1.5 + r() * 4,
        '#fff8e0',
        'opacity="0.7"',
      );
    }) +
    at(
      400,
      560,
      1.15,
      rect(-190, -110, 340, 230, '#3f7f86', 'rx="18"') +
        rect(150, -70, 60, 90, '#22262f') +
        circle(-110, -230, 130, '#c9473a') +
        circle(-110, -230, 96, '#191326', 'opacity="0.45"') +
        circle(120, -200, 96, '#f2b33d') +
        circle(120, -200, 68, '#191326', 'opacity="0.45"') +
        range(
          6,
          (k) =>
            `<g transform="rotate(${k * 60} -110 -230)">${rect(-117, -340, 14, 96, '#fbe9c8')}</g>`,
        ) +
        range(
          6,
          (k) =>
            `<g transform="rotate(${k * 60} 120 -200)">${rect(115, -280, 10, 66, '#fbe9c8')}</g>`,
        ) +
        circle(-110, -230, 24, '#fbe9c8') +
        circle(120, -200, 18, '#fbe9c8') +
        circle(-100, 10, 56, '#fbe9c8') +
        circle(-100, 10, 34, '#22262f') +
        range(3, (k) => rect(-10 + k * 44, -20, 28, 60, '#2c5a61', 'rx="6"')) +
        line(-120, 120, -200, 440, '#5a4a5a', 18) +
        line(80, 120, 170, 440, '#5a4a5a', 18) +
        line(-20, 120, -20, 440, '#5a4a5a', 18),
    ),
);
scene(
  'stage',
  () =>
    filled(0, 0, W, H, ['#3a0f1e', '#6b1a2b']) +
    filled(220, 120, 1160, 680, ['#0f2a4a', '#2f6f8a', '#f2b880']) +
    sun(1060, 560, 70, '#ffe9b0') +
    path('M220 700q90 -60 180 0t180 0t180 0t180 0t180 0t180 0t80 -10V800H220z', '#1f4b63') +
    path('M220 740q90 -50 180 0t180 0t180 0t180 0t180 0t180 0t80 -10V800H220z', '#2f8a9a') +
    `<g transform="rotate(-9 700 640)">${path('M460 620h480l-60 130h-360z', '#6b3f28')}${line(620, 620, 620, 250, '#4a2a1c', 14)}${line(800, 620, 800, 300, '#4a2a1c', 12)}${path('M632 270Q780 340 632 520z', '#f8f2e2')}${path('M812 320Q920 380 812 540z', '#efe2c6')}</g>` +
    rect(160, 790, 1280, 60, '#8b5a2f') +
    rect(0, 850, W, 217, '#2a0b16') +
    range(
      7,
      (i) =>
        path(
          `M${i * 44 - 60} 0H${i * 44}Q${i * 34 + 10} 500 ${i * 20 - 20} 900H${i * 20 - 80}z`,
          i % 2 ? '#b8263a' : '#8f1a2e',
        ) +
        path(
          `M${1660 - i * 44} 0H${1600 - i * 44}Q${1590 - i * 34} 500 ${1620 - i * 20} 900H${1680 - i * 20}z`,
          i % 2 ? '#b8263a' : '#8f1a2e',
        ),
    ) +
    range(8, (i) => path(`M${i * 200} 0h200v90q-100 110 -200 0z`, i % 2 ? '#a82034' : '#c42c42')) +
    rect(0, 0, W, 26, '#f2b33d') +
    person(480, 780, 1.6, '#f5efe2') +
    person(1120, 776, 1.6, '#22303f', '#8a5a3c') +
    range(
      15,
      (i) =>
        circle(50 + i * 110, 1010 + (i % 2) * 20, 62, '#14050b') +
        rect(i * 110 - 30, 1050, 160, 40, '#14050b', 'rx="30"'),
    ),
);
scene(
  'brass-band',
  () =>
    filled(0, 0, W, H, ['#2b2f6b', '#5a3f8a', '#d9697a']) +
    range(
      16,
      (i) =>
        `<g transform="rotate(${i * 22.5} 900 420)">${poly('900,420 2300,330 2300,510', '#f9c27a', 'opacity="0.16"')}</g>`,
    ) +
    at(
      860,
      520,
      1.35,
      curve('M-60 330V-40', '#e0a33a', 54) +
        curve('M-60 300q0 90 110 90t110 -90V40q0 -70 -70 -70t-70 70V220', '#f2b33d', 46) +
        curve('M-60 120q-150 0 -150 -100t110 -100', '#d18f2a', 30) +
        path('M-112 -40Q-112 -190 -250 -270H170Q20 -190 -8 -40z', '#f8cd6a') +
        oval(-40, -276, 220, 60, '#b8742a') +
        oval(-40, -276, 180, 42, '#5a3420') +
        range(
          3,
          (i) =>
            rect(24 + i * 52, -30, 34, 190, '#fbe3a3', 'rx="12"') +
            rect(32 + i * 52, -64, 18, 40, '#d18f2a') +
            circle(41 + i * 52, -70, 16, '#fbf6ea'),
        ),
    ) +
    range(9, (i) =>
      at(
        140 + i * 170,
        170 + (i % 3) * 90,
        1.1 + (i % 2) * 0.4,
        oval(0, 0, 24, 18, '#fbf6ea', 'transform="rotate(-18)"') +
          line(22, -4, 22, -96, '#fbf6ea', 7) +
          (i % 2 ? curve('M22 -96q34 14 30 50', '#fbf6ea', 8) : ''),
        'rotate(8)',
      ),
    ) +
    rect(0, 1010, W, 57, '#1f1a45'),
);
scene(
  'mural',
  () =>
    sky(['#a9d3df', '#e9efdc']) +
    rect(0, 900, W, 167, '#8f8a83') +
    rect(220, 240, 1160, 680, '#d9cdb8') +
    poly('180,240 1420,240 1300,110 300,110', '#5a4a48') +
    rect(250, 270, 1100, 600, '#1f5f7a') +
    range(5, (i) =>
      curve(
        `M250 ${420 + i * 90}q138 -70 275 0t275 0t275 0t275 0`,
        ['#2f8a9a', '#4fb3b0', '#8fd0c0', '#f2c98a', '#e2734f'][i],
        34,
      ),
    ) +
    circle(1130, 390, 86, '#f2b33d') +
    at(
      640,
      600,
      1.9,
      path('M-170 0Q0 -110 150 -20L230 -90Q220 0 236 70L150 20Q0 100 -170 0z', '#e2593f') +
        path('M-90 -10q30 -30 60 0t60 0t60 0', '#fbe3a3', '') +
        circle(-104, -16, 13, '#fff') +
        circle(-104, -16, 7, '#17151c') +
        range(4, (i) => curve(`M${-50 + i * 46} -44q26 44 0 86`, '#fbe3a3', 9)),
    ) +
    range(3, (i) => gull(880 + i * 110, 360 + (i % 2) * 50, 0.8)) +
    line(1180, 960, 1100, 320, '#7a5a3a', 14) +
    line(1270, 960, 1170, 320, '#7a5a3a', 14) +
    range(9, (i) => line(1112 + i * 8, 400 + i * 62, 1186 + i * 10, 400 + i * 62, '#7a5a3a', 9)) +
    person(1150, 700, 1.5, '#f5efe2', '#8a5a3c') +
    line(1190, 620, 1250, 560, '#8a5a3c', 14) +
    range(4, (i) =>
      rect(880 + i * 60, 930, 46, 50, ['#e2593f', '#f2b33d', '#2f8a9a', '#fbf6ea'][i], 'rx="4"'),
    ) +
    person(420, 1000, 1.6, '#2f4a63') +
    person(520, 1010, 1.2, '#f2b33d', '#e3b58f', '#b98a4a'),
);
scene(
  'chandlery-photos',
  () =>
    filled(0, 0, W, H, ['#4a342b', '#2d211f']) +
    range(7, (i) => line(0, 60 + i * 160, W, 40 + i * 160, '#3b2a24', 7)) +
    [
      [260, 300, -9],
      [700, 250, 5],
      [1160, 300, -4],
      [430, 740, 7],
      [900, 720, -6],
      [1340, 740, 9],
    ]
      .map(
        ([x, y, a], i) =>
          `<g transform="translate(${x} ${y}) rotate(${a})">${rect(-190, -150, 392, 312, '#1c1413', 'opacity="0.5"')}${rect(-200, -160, 390, 310, '#f3e6cc')}${rect(-176, -136, 342, 238, ['#c2a67c', '#b49a76', '#cdb389'][i % 3])}${rect(-176, 10, 342, 92, '#7d6748')}${i % 3 === 0 ? path('M-110 10h200l-30 50h-140z', '#4a3a2a') + line(-10, 10, -10, -110, '#4a3a2a', 7) + path('M-2 -104Q80 -40 84 0H-2z', '#ead9b6') : i % 3 === 1 ? range(5, (k) => circle(-120 + k * 58, -30, 18, '#ead9b6') + path(`M${-144 + k * 58} 50q0 -64 24 -64t24 64z`, k % 2 ? '#4a3a2a' : '#5f4c36')) : path('M-40 60L-26 -90H14L28 60z', '#ead9b6') + rect(-28, -116, 44, 28, '#4a3a2a') + path('M-176 60Q-60 -10 166 60V102H-176z', '#5f4c36')}${curve('M-80 124h160', '#8a765a', 5)}</g>`,
      )
      .join(''),
);
scene(
  'choir',
  () =>
    filled(0, 0, W, H, ['#123a4a', '#1f5f6b', '#f2b880']) +
    range(
      6,
      (i) =>
        path(
          `M${60 + i * 260} 430V210a80 110 0 0 1 160 0V430z`,
          ['#f2b33d', '#e2734f', '#8fd0c0', '#f6dfa8', '#d98fb6', '#9fc46a'][i],
          'opacity="0.9"',
        ) +
        line(140 + i * 260, 100, 140 + i * 260, 430, '#123a4a', 7) +
        line(60 + i * 260, 270, 220 + i * 260, 270, '#123a4a', 7),
    ) +
    range(3, (row_) =>
      range(9 - (row_ % 2), (i) => {
        const x = 100 + i * 176 + (row_ % 2) * 88;
        const y = 620 + row_ * 180;
        return (
          path(
            `M${x - 84} ${y + 260}q-4 -260 84 -266q88 6 84 266z`,
            ['#7d2f3f', '#1d3a5f', '#3f5f3f'][(row_ + i) % 3],
          ) +
          circle(x, y - 46, 54, ['#c98f6b', '#8a5a3c', '#e3b58f', '#5a3a26'][(i * 2 + row_) % 4]) +
          path(
            `M${x - 56} ${y - 50}q4 -62 56 -62t56 62q-54 -32 -112 0z`,
            ['#2c2430', '#8b8b93', '#b98a4a', '#8b3f2a', '#e9e2d2'][(i + row_ * 2) % 5],
          ) +
          oval(x, y - 22, 12, 16, '#4a1f24') +
          poly(
            `${x - 60},${y + 60} ${x + 60},${y + 60} ${x + 70},${y + 140} ${x - 70},${y + 140}`,
            '#fdf9ee',
          ) +
          line(x, y + 60, x, y + 140, '#c9c0ab', 4)
        );
      }),
    ),
);

// ------------------------------------------------------------------ portraits

const PW = 1200;
const PH = 1600;
const faces = {
  'harriet-voss': {
    bg: ['#f2c98a', '#e2734f'],
    shape: '#f9e6bf',
    skin: '#e9b996',
    shade: '#d19a78',
    hair: '#d8d3cc',
    cut: 'bob',
    coat: '#22304f',
    collar: '#f5efe2',
    glasses: '#22304f',
  },
  'dominic-akande': {
    bg: ['#2f8f8a', '#174f63'],
    shape: '#f2b33d',
    skin: '#7a4a32',
    shade: '#5f3725',
    hair: '#1c1518',
    cut: 'short',
    coat: '#e8dcc3',
    collar: '#31485c',
    beard: '#1c1518',
  },
  'isla-penrose': {
    bg: ['#8fc9dd', '#3f86b0'],
    shape: '#fdf3d8',
    skin: '#f0c6a6',
    shade: '#dca886',
    hair: '#b8502f',
    cut: 'long',
    coat: '#f2c23d',
    collar: '#2f4a63',
  },
  'callum-reyes': {
    bg: ['#e6d3b0', '#c99a6b'],
    shape: '#7d3b4f',
    skin: '#c98f6b',
    shade: '#b07853',
    hair: '#2c2430',
    cut: 'quiff',
    coat: '#4a5b4a',
    collar: '#f5efe2',
  },
  'tamsin-oduya': {
    bg: ['#d98fb6', '#7d3b6f'],
    shape: '#fbe3c8',
    skin: '#8a5638',
    shade: '#6f4229',
    hair: '#1f1719',
    cut: 'afro',
    coat: '#f5efe2',
    collar: '#e2593f',
    earring: '#f2c23d',
  },
  'nell-brackley': {
    bg: ['#a3c45a', '#3f7a4a'],
    shape: '#f7f1c4',
    skin: '#eec1a0',
    shade: '#d9a582',
    hair: '#7a4a2a',
    cut: 'bun',
    coat: '#7d2f4f',
    collar: '#f2c23d',
  },
  'anneke-dorn': {
    bg: ['#3b1c5a', '#8f2f6b'],
    shape: '#f07a6a',
    skin: '#f3cfb2',
    shade: '#e0b393',
    hair: '#1c1822',
    cut: 'fringe',
    coat: '#191326',
    collar: '#ffcf70',
    glasses: '#d94f6b',
  },
  'samir-halabi': {
    bg: ['#bfe9dc', '#4fb3b0'],
    shape: '#f5efe2',
    skin: '#c48a62',
    shade: '#a9714c',
    hair: '#3a2a22',
    cut: 'curly',
    coat: '#1f5f7a',
    collar: '#e8dcc3',
    beard: '#3a2a22',
  },
  'gwen-tarrant': {
    bg: ['#c9d9b0', '#7f9a6a'],
    shape: '#fdf6e0',
    skin: '#f0c9ae',
    shade: '#dcae92',
    hair: '#f1ece2',
    cut: 'curly',
    coat: '#7d4f6b',
    collar: '#e8dcc3',
    glasses: '#7a4a2d',
  },
  'bartholomew-finch': {
    bg: ['#b8a48a', '#6f5a48'],
    shape: '#e0cba6',
    skin: '#e6b595',
    shade: '#cb9878',
    hair: '#8b8b93',
    cut: 'bald',
    coat: '#5a3a26',
    collar: '#f2b33d',
    beard: '#a5a3a6',
    glasses: '#22262f',
  },
  'odile-marchetti': {
    bg: ['#f7b7a3', '#d9503b'],
    shape: '#fff0dc',
    skin: '#dba884',
    shade: '#c48e69',
    hair: '#2c1c1f',
    cut: 'bob',
    coat: '#2f6f5a',
    collar: '#fff0dc',
    earring: '#fff',
  },
  'joe-lindqvist': {
    bg: ['#d6dde0', '#8ea3ad'],
    shape: '#f2913d',
    skin: '#f1cdb3',
    shade: '#deb294',
    hair: '#e0b866',
    cut: 'cap',
    coat: '#39414f',
    collar: '#c9473a',
    beard: '#d0a24f',
    camera: true,
  },
  'maya-thornbury': {
    bg: ['#ffdf94', '#f2913d'],
    shape: '#2f6f7d',
    skin: '#a86d48',
    shade: '#8e5737',
    hair: '#241a1e',
    cut: 'long',
    coat: '#123a4a',
    collar: '#8fd0c0',
    camera: true,
  },
  'pavel-rudin': {
    bg: ['#5b7f9a', '#22384f'],
    shape: '#c9dbe0',
    skin: '#edc4a6',
    shade: '#d6a786',
    hair: '#4a3426',
    cut: 'short',
    coat: '#8f5a35',
    collar: '#191a22',
    glasses: '#191a22',
    camera: true,
  },
  'cecily-wren': {
    bg: ['#f9d3c0', '#d98fa6'],
    shape: '#8fc4bb',
    skin: '#f5d3ba',
    shade: '#e4b99c',
    hair: '#d9602f',
    cut: 'bun',
    coat: '#fdf6e0',
    collar: '#39808f',
    earring: '#39808f',
  },
  'vera-lisitsyna': {
    bg: ['#9aa6d6', '#3b4a8a'],
    shape: '#f6dfe0',
    skin: '#f3d0b8',
    shade: '#deb398',
    hair: '#c9a06a',
    cut: 'fringe',
    coat: '#b8263a',
    collar: '#fdf6e0',
  },
  'matthias-kroll': {
    bg: ['#cfe0a8', '#6f9a5a'],
    shape: '#2b4a4a',
    skin: '#eec3a2',
    shade: '#d7a580',
    hair: '#6b4a35',
    cut: 'quiff',
    coat: '#d9b25a',
    collar: '#2b4a4a',
    beard: '#7a5540',
  },
  'leila-osman': {
    bg: ['#4fb3b0', '#0f4a63'],
    shape: '#eafff2',
    skin: '#b98258',
    shade: '#9d6a44',
    hair: '#2f6f8a',
    cut: 'scarf',
    coat: '#16344a',
    collar: '#f2b33d',
  },
};
function portrait(key) {
  const f = faces[key];
  const r = seeded(key);
  const g = fade(f.bg);
  const hx = 600;
  const hy = 690;
  const back = [
    circle(600 + (r() - 0.5) * 160, 700, 470, f.shape),
    rect(200, 240, 800, 1400, f.shape, 'rx="400"'),
    poly('600,120 1130,1000 70,1000', f.shape),
    `<g transform="rotate(${n(r() * 30 - 15)} 600 700)">${rect(200, 300, 800, 820, f.shape, 'rx="60"')}</g>`,
  ][Math.floor(r() * 4)];
  const dots =
    range(9, (i) =>
      circle(
        110 + (i % 3) * 44 + (r() > 2 ? 1 : 0),
        140 + Math.floor(i / 3) * 44,
        9,
        f.shape,
        'opacity="0.7"',
      ),
    ) +
    range(4, (i) =>
      line(930, 1330 + i * 34 - 1180, 1110, 1330 + i * 34 - 1180, f.shape, 8, 'opacity="0.7"'),
    );
  const behind =
    {
      long: path(
        `M${hx - 270} ${hy - 40}Q${hx - 300} ${hy - 370} ${hx} ${hy - 380}Q${hx + 300} ${hy - 370} ${hx + 270} ${hy - 40}Q${hx + 330} ${hy + 300} ${hx + 250} ${hy + 520}H${hx - 250}Q${hx - 330} ${hy + 300} ${hx - 270} ${hy - 40}z`,
        f.hair,
      ),
      bob: path(
        `M${hx - 280} ${hy + 180}Q${hx - 330} ${hy - 360} ${hx} ${hy - 370}Q${hx + 330} ${hy - 360} ${hx + 280} ${hy + 180}Q${hx + 200} ${hy + 230} ${hx + 120} ${hy + 200}H${hx - 120}Q${hx - 200} ${hy + 230} ${hx - 280} ${hy + 180}z`,
        f.hair,
      ),
      fringe: rect(hx - 285, hy - 360, 570, 620, f.hair, 'rx="240"'),
      afro:
        circle(hx, hy - 110, 350, f.hair) +
        range(14, (i) =>
          circle(
            hx + Math.cos((i / 14) * 6.283) * 320,
            hy - 110 + Math.sin((i / 14) * 6.283) * 320,
            74,
            f.hair,
          ),
        ),
      bun: circle(hx, hy - 400, 130, f.hair),
      scarf: path(
        `M${hx - 290} ${hy + 40}Q${hx - 320} ${hy - 390} ${hx} ${hy - 390}Q${hx + 320} ${hy - 390} ${hx + 290} ${hy + 40}Q${hx + 330} ${hy + 330} ${hx + 380} ${hy + 520}H${hx - 380}Q${hx - 330} ${hy + 330} ${hx - 290} ${hy + 40}z`,
        f.hair,
      ),
      curly: range(15, (i) =>
        circle(
          hx + Math.cos(Math.PI + (i / 14) * Math.PI) * 250,
          hy - 60 + Math.sin(Math.PI + (i / 14) * Math.PI) * 280,
          92,
          f.hair,
        ),
      ),
    }[f.cut] ?? '';
  const face = path(
    `M${hx - 215} ${hy - 110}Q${hx - 215} ${hy - 320} ${hx} ${hy - 320}Q${hx + 215} ${hy - 320} ${hx + 215} ${hy - 110}V${hy + 40}Q${hx + 200} ${hy + 250} ${hx} ${hy + 280}Q${hx - 200} ${hy + 250} ${hx - 215} ${hy + 40}z`,
    f.skin,
  );
  const half = path(
    `M${hx} ${hy - 320}Q${hx + 215} ${hy - 320} ${hx + 215} ${hy - 110}V${hy + 40}Q${hx + 200} ${hy + 250} ${hx} ${hy + 280}Q${hx + 90} ${hy + 120} ${hx + 40} ${hy - 20}Q${hx + 30} ${hy - 200} ${hx} ${hy - 320}z`,
    f.shade,
    'opacity="0.55"',
  );
  const ears = circle(hx - 218, hy - 10, 46, f.skin) + circle(hx + 218, hy - 10, 46, f.shade);
  const top = {
    short: path(
      `M${hx - 232} ${hy - 70}Q${hx - 270} ${hy - 390} ${hx} ${hy - 380}Q${hx + 270} ${hy - 390} ${hx + 232} ${hy - 70}Q${hx + 210} ${hy - 210} ${hx + 120} ${hy - 230}H${hx - 120}Q${hx - 210} ${hy - 210} ${hx - 232} ${hy - 70}z`,
      f.hair,
    ),
    quiff: path(
      `M${hx - 232} ${hy - 60}Q${hx - 280} ${hy - 330} ${hx - 120} ${hy - 390}Q${hx + 60} ${hy - 480} ${hx + 210} ${hy - 370}Q${hx + 270} ${hy - 240} ${hx + 232} ${hy - 60}Q${hx + 215} ${hy - 190} ${hx + 150} ${hy - 240}Q${hx - 60} ${hy - 190} ${hx - 170} ${hy - 250}Q${hx - 215} ${hy - 170} ${hx - 232} ${hy - 60}z`,
      f.hair,
    ),
    long: path(
      `M${hx - 250} ${hy + 60}Q${hx - 280} ${hy - 380} ${hx + 20} ${hy - 370}Q${hx + 280} ${hy - 370} ${hx + 250} ${hy + 60}Q${hx + 210} ${hy - 170} ${hx - 40} ${hy - 270}Q${hx - 180} ${hy - 190} ${hx - 250} ${hy + 60}z`,
      f.hair,
    ),
    bob: path(
      `M${hx - 256} ${hy + 40}Q${hx - 260} ${hy - 350} ${hx} ${hy - 360}Q${hx + 260} ${hy - 350} ${hx + 256} ${hy + 40}Q${hx + 200} ${hy - 130} ${hx + 110} ${hy - 240}Q${hx - 120} ${hy - 150} ${hx - 256} ${hy + 40}z`,
      f.hair,
    ),
    fringe: path(
      `M${hx - 250} ${hy + 20}V${hy - 200}Q${hx - 220} ${hy - 370} ${hx} ${hy - 370}Q${hx + 220} ${hy - 370} ${hx + 250} ${hy - 200}V${hy + 20}Q${hx + 226} ${hy - 60} ${hx + 206} ${hy - 130}Q${hx} ${hy - 190} ${hx - 206} ${hy - 130}Q${hx - 226} ${hy - 60} ${hx - 250} ${hy + 20}z`,
      f.hair,
    ),
    afro: path(
      `M${hx - 230} ${hy - 60}Q${hx - 240} ${hy - 350} ${hx} ${hy - 350}Q${hx + 240} ${hy - 350} ${hx + 230} ${hy - 60}Q${hx + 190} ${hy - 220} ${hx} ${hy - 230}Q${hx - 190} ${hy - 220} ${hx - 230} ${hy - 60}z`,
      f.hair,
    ),
    bun: path(
      `M${hx - 236} ${hy - 20}Q${hx - 270} ${hy - 370} ${hx} ${hy - 370}Q${hx + 270} ${hy - 370} ${hx + 236} ${hy - 20}Q${hx + 200} ${hy - 200} ${hx} ${hy - 250}Q${hx - 200} ${hy - 200} ${hx - 236} ${hy - 20}z`,
      f.hair,
    ),
    scarf: path(
      `M${hx - 290} ${hy + 60}Q${hx - 300} ${hy - 390} ${hx} ${hy - 390}Q${hx + 300} ${hy - 390} ${hx + 290} ${hy + 60}Q${hx + 280} ${hy + 310} ${hx} ${hy + 360}Q${hx - 280} ${hy + 310} ${hx - 290} ${hy + 60}zM${hx - 196} ${hy + 20}Q${hx - 180} ${hy + 230} ${hx} ${hy + 256}Q${hx + 180} ${hy + 230} ${hx + 196} ${hy + 20}Q${hx + 190} ${hy - 220} ${hx} ${hy - 230}Q${hx - 190} ${hy - 220} ${hx - 196} ${hy + 20}z`,
      f.hair,
      'fill-rule="evenodd"',
    ),
    curly: range(9, (i) =>
      circle(hx - 200 + i * 50, hy - 270 - Math.sin((i / 8) * Math.PI) * 60, 76, f.hair),
    ),
    bald: path(
      `M${hx - 236} ${hy + 10}Q${hx - 262} ${hy - 130} ${hx - 206} ${hy - 190}Q${hx - 196} ${hy - 90} ${hx - 214} ${hy + 10}zM${hx + 236} ${hy + 10}Q${hx + 262} ${hy - 130} ${hx + 206} ${hy - 190}Q${hx + 196} ${hy - 90} ${hx + 214} ${hy + 10}z`,
      f.hair,
    ),
    cap:
      path(
        `M${hx - 240} ${hy - 150}Q${hx - 250} ${hy - 400} ${hx} ${hy - 400}Q${hx + 250} ${hy - 400} ${hx + 240} ${hy - 150}z`,
        '#2f4a63',
      ) +
      rect(hx - 252, hy - 214, 504, 84, '#3f6080', 'rx="40"') +
      path(
        `M${hx - 232} ${hy - 130}q-10 90 6 130q16 -60 30 -130zM${hx + 232} ${hy - 130}q10 90 -6 130q-16 -60 -30 -130z`,
        f.hair,
      ),
  }[f.cut];
  const dark = '#2a2028';
  const brow = f.cut === 'scarf' || ['bob', 'curly'].includes(f.cut) ? f.shade : f.hair;
  const features =
    curve(
      `M${hx - 140} ${hy - 82}q44 -32 88 -6M${hx + 52} ${hy - 88}q44 -26 88 6`,
      f.cut === 'scarf' ? '#3a2a22' : brow === '#d8d3cc' || brow === '#f1ece2' ? '#a79f98' : brow,
      15,
    ) +
    circle(hx - 96, hy - 22, 17, dark) +
    circle(hx + 96, hy - 22, 17, dark) +
    circle(hx - 90, hy - 28, 5, '#fff') +
    circle(hx + 102, hy - 28, 5, '#fff') +
    curve(
      `M${hx + 4} ${hy - 40}Q${hx - 34} ${hy + 60} ${hx - 26} ${hy + 74}Q${hx} ${hy + 88} ${hx + 26} ${hy + 76}`,
      f.shade,
      11,
    );
  const beard = f.beard
    ? path(
        `M${hx - 216} ${hy + 10}Q${hx - 200} ${hy + 130} ${hx - 130} ${hy + 124}Q${hx} ${hy + 86} ${hx + 130} ${hy + 124}Q${hx + 200} ${hy + 130} ${hx + 216} ${hy + 10}Q${hx + 236} ${hy + 320} ${hx} ${hy + 346}Q${hx - 236} ${hy + 320} ${hx - 216} ${hy + 10}z`,
        f.beard,
      )
    : '';
  const mouth = curve(
    `M${hx - 58} ${hy + 160}q58 ${n(24 + r() * 26)} 116 -2`,
    f.beard ? '#f0d5c4' : '#9c4a44',
    12,
  );
  const glasses = f.glasses
    ? `<g fill="#ffffff" fill-opacity="0.16" stroke="${f.glasses}" stroke-width="13">${f.cut === 'fringe' || f.cut === 'curly' ? `<circle cx="${hx - 98}" cy="${hy - 18}" r="74"/><circle cx="${hx + 98}" cy="${hy - 18}" r="74"/>` : `<rect x="${hx - 180}" y="${hy - 78}" width="158" height="118" rx="34"/><rect x="${hx + 22}" y="${hy - 78}" width="158" height="118" rx="34"/>`}</g>${line(hx - 24, hy - 24, hx + 24, hy - 24, f.glasses, 12)}`
    : '';
  const body =
    rect(hx - 96, hy + 180, 192, 260, f.shade) +
    path(`M60 ${PH}Q90 1180 430 1090Q600 1190 770 1090Q1110 1180 1140 ${PH}z`, f.coat) +
    (f.cut === 'scarf'
      ? ''
      : path(`M430 1090Q600 1250 770 1090L720 1050Q600 1150 480 1050z`, f.collar)) +
    path(`M600 1170Q1110 1180 1140 ${PH}H600z`, '#000', 'opacity="0.08"') +
    (f.camera
      ? curve(`M470 1110Q520 1400 600 1460Q680 1400 730 1110`, dark, 14) +
        rect(500, 1390, 200, 140, dark, 'rx="20"') +
        circle(600, 1460, 52, '#8fb9c4') +
        circle(600, 1460, 30, '#22303f')
      : '') +
    (f.cut === 'scarf'
      ? path(
          `M320 1120Q430 960 600 950Q770 960 880 1120Q760 1340 600 1350Q440 1340 320 1120z`,
          f.hair,
        ) +
        path('M600 950Q770 960 880 1120Q760 1340 600 1350z', '#000', 'opacity="0.1"') +
        circle(600, 1290, 22, f.collar)
      : '');
  const earring = f.earring
    ? circle(hx - 222, hy + 62, 20, f.earring) + circle(hx + 222, hy + 62, 20, f.earring)
    : '';
  return `<defs>${g.def}</defs>${rect(0, 0, PW, PH, g.fill)}${back}${dots}${behind}${body}${f.cut === 'scarf' ? '' : ears}${face}${half}${beard}${features}${mouth}${top}${glasses}${earring}`;
}

// ------------------------------------------------------------------ writing them

const wanted = process.argv.slice(2);
await mkdir(join(here, 'pictures'), { recursive: true });
let total = 0;
let written = 0;
async function save(key, name, width, height, inner) {
  if (wanted.length > 0 && !wanted.includes(key)) return;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${inner}</svg>`;
  const jpeg = await sharp(Buffer.from(svg))
    .jpeg({ quality: 72, mozjpeg: true, chromaSubsampling: '4:4:4' })
    .toBuffer();
  await writeFile(join(here, 'pictures', `${name}.jpg`), jpeg);
  total += jpeg.length;
  written += 1;
  if (jpeg.length > 150_000) console.error(`${name}: ${jpeg.length} bytes, over 150 kB`);
}
for (const [key, draw] of Object.entries(scenes)) await save(key, key, W, H, draw(seeded(key)));
for (const key of Object.keys(faces))
  await save(`portrait-${key}`, `portrait-${key}`, PW, PH, portrait(key));
console.log(`${written} pictures, ${Math.round(total / 1024)} kB`);
