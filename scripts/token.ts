import { agencies } from '@timpora/contracts';
import { membership, mintToken } from '@timpora/stack';

import { folder } from './launch/options.js';

const roles = ['system', 'officer', 'operator', 'auditor'];
const [agency = '', role = ''] = process.argv.slice(2);
const known = [...new Set<string>([...agencies, ...membership(folder).admitted])];
if (!known.includes(agency) || !roles.includes(role)) {
  console.error(`npm run token -- <agency> <role>\n  agency: ${known.join(', ')}\n  role: ${roles.join(', ')}`);
  process.exit(1);
}
try {
  console.log(await mintToken(folder, { agency, role }));
} catch {
  console.error('There are no keys yet; run `npm start` once.');
  process.exit(1);
}
