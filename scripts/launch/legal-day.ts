/** The calendar day in Asia/Jakarta. */
export const legalDay = (): string => new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Jakarta' }).format(new Date());
