import type { DatedList } from './dated-list.js';

/** Fields of research and activities, coarse on purpose. */
export const topics: DatedList = {
  source: 'own list of the exchange',
  effectiveFrom: '2026-01-01',
  confidence: 'policy',
  entries: [
    { code: 'SOCIAL', name: 'Social affairs', nameId: 'Sosial' },
    { code: 'CULTURE', name: 'Culture', nameId: 'Budaya' },
    { code: 'ECONOMY', name: 'Economy', nameId: 'Ekonomi' },
    { code: 'ENVIRONMENT', name: 'Environment', nameId: 'Lingkungan' },
    { code: 'HEALTH', name: 'Health', nameId: 'Kesehatan' },
    { code: 'EDUCATION', name: 'Education', nameId: 'Pendidikan' },
    { code: 'TECHNOLOGY', name: 'Technology', nameId: 'Teknologi' },
    { code: 'OTHER', name: 'Other', nameId: 'Lainnya' },
  ],
};
