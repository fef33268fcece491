import { DomainError } from '@timpora/access';
import type { DataSource } from 'typeorm';

import { isUuid, nameFields, type View } from './kinds.js';
import { searchTooShort } from './problems.js';
import { residentByRef, residentsByName, residentsByReference, type FoundResident } from './residents.sql.js';

export interface SearchAnswer {
  readonly residents: readonly FoundResident[];
  /** By what this agency can search; names only where it may know one. */
  readonly searchedBy: readonly FoundResident['foundBy'][];
  readonly note?: { readonly id: string; readonly en: string };
}

export const noNames = {
  id: 'Instansi Anda tidak menyimpan nama penduduk. Cari dengan nomor berkas Anda sendiri atau referensi penduduk.',
  en: 'Your agency holds no names of residents. Search by your own reference or by the resident reference.',
};

export const mostFound = 50;

/** Residents by name (where the agency holds names), own reference or resident reference. @throws {DomainError} `search.too-short` */
export async function findResidents(db: DataSource, view: View, query: unknown): Promise<SearchAnswer> {
  const text = typeof query === 'string' ? query.trim().normalize('NFC') : '';
  if ([...text].length < 2) throw new DomainError(searchTooShort);
  const names = nameFields(view);
  const residents = isUuid(text)
    ? await residentByRef(db, text)
    : [...(await residentsByReference(db, text)), ...(await residentsByName(db, names, { text, limit: mostFound }))];
  const searchedBy = [...(names.length > 0 ? (['name'] as const) : []), 'own-reference' as const, 'subject-reference' as const];
  return { residents, searchedBy, ...(names.length === 0 && { note: noNames }) };
}
