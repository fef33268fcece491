import type { DatedList } from './dated-list.js';

/** Desks of an office, to which a task is given. */
export const units: DatedList = {
  source: 'own list of the exchange',
  effectiveFrom: '2026-01-01',
  confidence: 'policy',
  entries: [
    { code: 'FRONT_DESK', name: 'Front desk', nameId: 'Loket pelayanan' },
    { code: 'SUPERVISION', name: 'Supervision', nameId: 'Pengawasan' },
    { code: 'CASES', name: 'Cases', nameId: 'Penindakan' },
    { code: 'REGISTRY', name: 'Registry', nameId: 'Pencatatan' },
    { code: 'INSPECTION', name: 'Inspection', nameId: 'Pemeriksaan lapangan' },
    { code: 'SECRETARIAT', name: 'Secretariat', nameId: 'Sekretariat' },
  ],
};
