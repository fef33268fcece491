/** What `AgencyModule` provides by a name rather than a class. */
export const VIEW = Symbol('View');
export const CATALOGUE = Symbol('Catalogue');
export const LOGGER = Symbol('Logger');
export const METRICS = Symbol('Metrics');
export const PROGRESS = Symbol('Progress');
