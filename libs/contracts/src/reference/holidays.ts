import type { Confidence } from './dated-list.js';

export interface Holiday {
  readonly day: string;
  readonly name: string;
  readonly nameId: string;
  /** Joint leave (cuti bersama) is added by the decree to stretch a holiday; whether offices work then is a setting. */
  readonly kind: 'holiday' | 'joint-leave';
}

export interface HolidayYear {
  readonly year: number;
  readonly source: string;
  /** `fixed-dates`: the moving feasts are missing, so a deadline counted in this year may turn out too early. */
  readonly extent: 'decreed' | 'fixed-dates';
  readonly confidence: Confidence;
  readonly days: readonly Holiday[];
}

const holiday = (day: string, name: string, nameId: string): Holiday => ({ day, name, nameId, kind: 'holiday' });
const jointLeave = (day: string, name: string, nameId: string): Holiday => ({ day, name, nameId, kind: 'joint-leave' });

/** National holidays and joint leave by year, from the yearly joint decree as published by press and offices. */
export const holidayYears: readonly HolidayYear[] = [
  {
    year: 2025,
    source: 'joint decree of three ministers 1017/2024, 2/2024, 2/2024; changed by 933/2025, 1/2025, 3/2025 (18 August)',
    extent: 'decreed',
    confidence: 'confirmed',
    days: [
      holiday('2025-01-01', 'New Year', 'Tahun Baru Masehi'),
      holiday('2025-01-27', 'Ascension of the Prophet (Isra Mikraj)', 'Isra Mikraj Nabi Muhammad SAW'),
      jointLeave('2025-01-28', 'Chinese New Year', 'Tahun Baru Imlek'),
      holiday('2025-01-29', 'Chinese New Year', 'Tahun Baru Imlek'),
      jointLeave('2025-03-28', 'Nyepi (Saka New Year)', 'Hari Suci Nyepi'),
      holiday('2025-03-29', 'Nyepi (Saka New Year)', 'Hari Suci Nyepi'),
      holiday('2025-03-31', 'Eid al-Fitr', 'Idul Fitri'),
      holiday('2025-04-01', 'Eid al-Fitr', 'Idul Fitri'),
      jointLeave('2025-04-02', 'Eid al-Fitr', 'Idul Fitri'),
      jointLeave('2025-04-03', 'Eid al-Fitr', 'Idul Fitri'),
      jointLeave('2025-04-04', 'Eid al-Fitr', 'Idul Fitri'),
      jointLeave('2025-04-07', 'Eid al-Fitr', 'Idul Fitri'),
      holiday('2025-04-18', 'Good Friday', 'Wafat Yesus Kristus'),
      holiday('2025-04-20', 'Easter Sunday', 'Kebangkitan Yesus Kristus (Paskah)'),
      holiday('2025-05-01', 'Labour Day', 'Hari Buruh Internasional'),
      holiday('2025-05-12', 'Vesak', 'Hari Raya Waisak'),
      jointLeave('2025-05-13', 'Vesak', 'Hari Raya Waisak'),
      holiday('2025-05-29', 'Ascension Day', 'Kenaikan Yesus Kristus'),
      jointLeave('2025-05-30', 'Ascension Day', 'Kenaikan Yesus Kristus'),
      holiday('2025-06-01', 'Pancasila Day', 'Hari Lahir Pancasila'),
      holiday('2025-06-06', 'Eid al-Adha', 'Idul Adha'),
      jointLeave('2025-06-09', 'Eid al-Adha', 'Idul Adha'),
      holiday('2025-06-27', 'Islamic New Year', 'Tahun Baru Islam (1 Muharam)'),
      holiday('2025-08-17', 'Independence Day', 'Proklamasi Kemerdekaan'),
      jointLeave('2025-08-18', 'Independence Day', 'Proklamasi Kemerdekaan'),
      holiday('2025-09-05', 'Birthday of the Prophet', 'Maulid Nabi Muhammad SAW'),
      holiday('2025-12-25', 'Christmas', 'Kelahiran Yesus Kristus (Natal)'),
      jointLeave('2025-12-26', 'Christmas', 'Kelahiran Yesus Kristus (Natal)'),
    ],
  },
  {
    year: 2026,
    source: 'joint decree of three ministers 1497/2025, 2/2025, 5/2025',
    extent: 'decreed',
    confidence: 'confirmed',
    days: [
      holiday('2026-01-01', 'New Year', 'Tahun Baru Masehi'),
      holiday('2026-01-16', 'Ascension of the Prophet (Isra Mikraj)', 'Isra Mikraj Nabi Muhammad SAW'),
      jointLeave('2026-02-16', 'Chinese New Year', 'Tahun Baru Imlek'),
      holiday('2026-02-17', 'Chinese New Year', 'Tahun Baru Imlek'),
      jointLeave('2026-03-18', 'Nyepi (Saka New Year)', 'Hari Suci Nyepi'),
      holiday('2026-03-19', 'Nyepi (Saka New Year)', 'Hari Suci Nyepi'),
      jointLeave('2026-03-20', 'Eid al-Fitr', 'Idul Fitri'),
      holiday('2026-03-21', 'Eid al-Fitr', 'Idul Fitri'),
      holiday('2026-03-22', 'Eid al-Fitr', 'Idul Fitri'),
      jointLeave('2026-03-23', 'Eid al-Fitr', 'Idul Fitri'),
      jointLeave('2026-03-24', 'Eid al-Fitr', 'Idul Fitri'),
      holiday('2026-04-03', 'Good Friday', 'Wafat Yesus Kristus'),
      holiday('2026-04-05', 'Easter Sunday', 'Kebangkitan Yesus Kristus (Paskah)'),
      holiday('2026-05-01', 'Labour Day', 'Hari Buruh Internasional'),
      holiday('2026-05-14', 'Ascension Day', 'Kenaikan Yesus Kristus'),
      jointLeave('2026-05-15', 'Ascension Day', 'Kenaikan Yesus Kristus'),
      holiday('2026-05-27', 'Eid al-Adha', 'Idul Adha'),
      jointLeave('2026-05-28', 'Eid al-Adha', 'Idul Adha'),
      holiday('2026-05-31', 'Vesak', 'Hari Raya Waisak'),
      holiday('2026-06-01', 'Pancasila Day', 'Hari Lahir Pancasila'),
      holiday('2026-06-16', 'Islamic New Year', 'Tahun Baru Islam (1 Muharam)'),
      holiday('2026-08-17', 'Independence Day', 'Proklamasi Kemerdekaan'),
      holiday('2026-08-25', 'Birthday of the Prophet', 'Maulid Nabi Muhammad SAW'),
      jointLeave('2026-12-24', 'Christmas', 'Kelahiran Yesus Kristus (Natal)'),
      holiday('2026-12-25', 'Christmas', 'Kelahiran Yesus Kristus (Natal)'),
    ],
  },
  {
    year: 2027,
    source: 'days with a fixed date; the decree for 2027 was not found',
    extent: 'fixed-dates',
    confidence: 'unconfirmed',
    days: [
      holiday('2027-01-01', 'New Year', 'Tahun Baru Masehi'),
      holiday('2027-05-01', 'Labour Day', 'Hari Buruh Internasional'),
      holiday('2027-06-01', 'Pancasila Day', 'Hari Lahir Pancasila'),
      holiday('2027-08-17', 'Independence Day', 'Proklamasi Kemerdekaan'),
      holiday('2027-12-25', 'Christmas', 'Kelahiran Yesus Kristus (Natal)'),
    ],
  },
];
