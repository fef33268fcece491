import type { Agency } from '@timpora/contracts';

/** Kinds that every agency may state and every agency may know. */
export const knownToAll: readonly string[] = ['record-query', 'reference-value', 'review'];

/** Kinds that these agencies may state, each about its own; who hears them is tried where they are stated. */
export const statedBySome: Readonly<Record<string, readonly Agency[]>> = {
  alert: ['imigrasi', 'dukcapil', 'disnaker', 'polres', 'kesbangpol', 'disdik', 'dinkes', 'kemenag'],
  'enforcement-alert': ['imigrasi', 'dukcapil', 'disnaker', 'polres', 'kesbangpol'],
};

/** Who may know which kind, its owner first: copied by hand from the table that the agencies agreed on, not from the code that enforces it. */
export const entitled: Readonly<Record<string, readonly Agency[]>> = {
  'foreign-national': ['imigrasi', 'dukcapil'],
  'travel-document': ['imigrasi', 'dukcapil'],
  'identity-key': ['imigrasi', 'dukcapil', 'disnaker', 'polres', 'kesbangpol', 'disdik', 'dinkes', 'kemenag', 'dpmptsp'],
  'identity-link': ['imigrasi', 'dukcapil', 'disnaker', 'polres', 'kesbangpol', 'disdik', 'dinkes', 'kemenag', 'dpmptsp'],
  'stay-permit': ['imigrasi', 'dukcapil', 'disnaker', 'polres', 'kesbangpol'],
  'minor-permit': ['imigrasi', 'dukcapil'],
  'permit-application': ['imigrasi', 'dukcapil', 'disnaker', 'polres', 'kesbangpol'],
  'final-departure': ['imigrasi', 'dukcapil', 'disnaker', 'polres', 'kesbangpol', 'disdik', 'dinkes', 'kemenag', 'dpmptsp'],
  sponsorship: ['imigrasi', 'disnaker', 'dpmptsp'],
  'change-report': ['imigrasi', 'dukcapil'],
  resident: ['dukcapil', 'imigrasi', 'disnaker', 'polres'],
  residence: ['dukcapil', 'imigrasi', 'disnaker', 'polres', 'kesbangpol', 'disdik', 'dinkes', 'kemenag'],
  'vital-event': ['dukcapil', 'imigrasi'],
  'work-plan': ['disnaker', 'imigrasi', 'dpmptsp'],
  'school-enrolment': ['disdik', 'imigrasi'],
  employment: ['disnaker', 'imigrasi'],
  'police-letter': ['polres', 'imigrasi', 'kesbangpol'],
  'registered-activity': ['kesbangpol', 'imigrasi', 'polres'],
  'teacher-assignment': ['disdik', 'disnaker', 'imigrasi'],
  'practice-permit': ['dinkes', 'disnaker', 'imigrasi'],
  'religious-recommendation': ['kemenag', 'imigrasi'],
  company: ['dpmptsp', 'imigrasi', 'disnaker'],
};
