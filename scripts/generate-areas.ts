import { writeFile } from 'node:fs/promises';
import { getDistricts, getRegencies, getVillages } from 'idn-area-data';

import { areasFile } from './generate/areas-file.js';

/** Kabupaten Serang with its villages; Kota Cilegon and Kota Serang, where many residents of the regency work, without. */
const home = '36.04';
const neighbours = ['36.72', '36.73'];
const regencies = [home, ...neighbours];

const target = new URL('../libs/contracts/src/reference/areas.ts', import.meta.url);

const content = areasFile({
  regencies: (await getRegencies({ transform: true })).filter(({ code }) => regencies.includes(code)),
  districts: (await getDistricts({ transform: true })).filter(({ regencyCode }) => regencies.includes(regencyCode)),
  villages: (await getVillages({ transform: true })).filter(({ code }) => code.startsWith(`${home}.`)),
});
await writeFile(target, content);
console.log(`wrote ${target.pathname}`);
