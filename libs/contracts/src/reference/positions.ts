import type { Confidence, DatedList, Entry } from './dated-list.js';

export interface Position extends Entry {
  /** Closed to foreign workers. */
  readonly forbidden: boolean;
}

const closed = (code: string, name: string, [nameId, confidence]: [string, Confidence?]): Position => ({
  code,
  name,
  nameId,
  confidence: confidence ?? 'secondary',
  forbidden: true,
});

const open = (code: string, name: string, nameId: string): Position => ({ code, name, nameId, confidence: 'policy', forbidden: false });

/**
 * Positions of foreign workers and teachers. The 18 that are closed to them: Kepmenaker 349/2019, read in a press report; their Indonesian names
 * come from the list before it (Kepmenaker 40/2012), those marked unconfirmed from neither. The open ones are our own list.
 */
export const positions: DatedList<Position> = {
  source: 'Kepmenaker 349/2019 as reported by detik.com/bali d-8105917 of 10 September 2025; Kepmenaker 40/2012; own list',
  effectiveFrom: '2019',
  confidence: 'secondary',
  entries: [
    closed('PERSONNEL_DIRECTOR', 'Personnel Director', ['Direktur Personalia']),
    closed('INDUSTRIAL_RELATIONS_MANAGER', 'Industrial Relations Manager', ['Manajer Hubungan Industrial']),
    closed('HUMAN_RESOURCE_MANAGER', 'Human Resource Manager', ['Manajer Personalia']),
    closed('PERSONNEL_DEVELOPMENT_SUPERVISOR', 'Personnel Development Supervisor', ['Supervisor Pengembangan Personalia']),
    closed('PERSONNEL_RECRUITMENT_SUPERVISOR', 'Personnel Recruitment Supervisor', ['Supervisor Perekrutan Personalia']),
    closed('PERSONNEL_PLACEMENT_SUPERVISOR', 'Personnel Placement Supervisor', ['Supervisor Penempatan Personalia']),
    closed('EMPLOYEE_CAREER_DEVELOPMENT_SUPERVISOR', 'Employee Career Development Supervisor', ['Supervisor Pembinaan Karir Pegawai']),
    closed('PERSONNEL_ADMINISTRATOR', 'Personnel Administrator', ['Penata Usaha Personalia']),
    closed('PERSONNEL_AND_CAREERS_SPECIALIST', 'Personnel and Careers Specialist', ['Ahli Pengembangan Personalia dan Karir']),
    closed('PERSONNEL_SPECIALIST', 'Personnel Specialist', ['Spesialis Personalia']),
    closed('CAREER_ADVISER', 'Career Adviser', ['Penasehat Karir']),
    closed('JOB_ADVISER', 'Job Adviser', ['Penasehat Tenaga Kerja']),
    closed('JOB_ADVISER_AND_COUNSELLING', 'Job Adviser and Counselling', ['Pembimbing dan Konseling Jabatan', 'unconfirmed']),
    closed('EMPLOYEE_MEDIATOR', 'Employee Mediator', ['Perantara Tenaga Kerja', 'unconfirmed']),
    closed('JOB_TRAINING_ADMINISTRATOR', 'Job Training Administrator', ['Pengadministrasi Pelatihan Pegawai', 'unconfirmed']),
    closed('JOB_INTERVIEWER', 'Job Interviewer', ['Pewawancara Pegawai', 'unconfirmed']),
    closed('JOB_ANALYST', 'Job Analyst', ['Analis Jabatan', 'unconfirmed']),
    closed('OCCUPATIONAL_SAFETY_SPECIALIST', 'Occupational Safety Specialist', ['Penyelenggara Keselamatan Kerja Pegawai', 'unconfirmed']),
    open('GENERAL_MANAGER', 'General Manager', 'Manajer Umum'),
    open('PLANT_MANAGER', 'Plant Manager', 'Manajer Pabrik'),
    open('ENGINEER', 'Engineer', 'Insinyur'),
    open('TECHNICIAN', 'Technician', 'Teknisi'),
    open('QUALITY_CONTROLLER', 'Quality Controller', 'Pengendali Mutu'),
    open('PRODUCTION_SUPERVISOR', 'Production Supervisor', 'Pengawas Produksi'),
    open('TRANSLATOR', 'Translator', 'Penerjemah'),
    open('TEACHER', 'Teacher', 'Guru'),
    open('LECTURER', 'Lecturer', 'Dosen'),
    open('COOK', 'Cook', 'Juru Masak'),
    open('DIRECTOR', 'Director', 'Direktur'),
    open('COMMISSIONER', 'Commissioner', 'Komisaris'),
    open('OTHER', 'Other', 'Lainnya'),
  ],
};
