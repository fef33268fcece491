import type { Words } from '@timpora/contracts';

const words = <const Names extends string>(
  texts: Readonly<Record<Names, readonly [id: string, en: string]>>,
): Readonly<Record<Names, Words>> =>
  Object.fromEntries(Object.entries<readonly [string, string]>(texts).map(([name, [id, en]]) => [name, { id, en }])) as Record<
    Names,
    Words
  >;

/** What the pages say, in Indonesian and English. Names of kinds, fields and codes come from the contracts. */
export const texts = words({
  title: ['Meja Timpora', 'Timpora desk'],
  toContent: ['Langsung ke isi', 'Skip to content'],
  start: ['Beranda', 'Start'],
  find: ['Cari penduduk', 'Find a resident'],
  signOut: ['Keluar', 'Sign out'],
  languageChoice: ['Bahasa', 'Language'],
  readOnly: [
    'Halaman ini hanya untuk membaca. Yang Anda buka dicatat: siapa, kapan, tentang siapa, untuk tujuan apa.',
    'These pages are for reading only. What you open is recorded: who, when, about whom, for which purpose.',
  ],
  printedBy: ['Dicetak oleh', 'Printed by'],
  printedAt: ['Tampilan', 'As shown on'],
  purpose: ['Tujuan', 'Purpose'],
  printedCare: [
    'Berisi data pribadi. Simpan di tempat terkunci dan musnahkan setelah tidak diperlukan.',
    'Holds personal data. Keep it locked away and destroy it when it is no longer needed.',
  ],

  signIn: ['Masuk', 'Sign in'],
  signInWhy: [
    'Masukkan token dari instansi Anda dan pilih tujuan membaca. Tujuan ini dicatat bersama setiap halaman yang Anda buka.',
    'Enter the token that your agency gave you and choose why you read. The purpose is recorded with every page that you open.',
  ],
  token: ['Token', 'Token'],
  tokenHint: ['Di lingkungan uji, perintah ini membuat token', 'On the local stack, this command makes a token'],
  purposeChoice: ['Tujuan membaca', 'Purpose of reading'],
  legalBasis: ['Dasar hukum', 'Legal basis'],
  afterSignIn: [
    'Sesi berakhir ketika Anda keluar, menutup peramban, atau masa token habis.',
    'The session ends when you sign out, close the browser, or the token expires.',
  ],

  search: ['Cari', 'Search'],
  searchBy: ['Nama, nomor berkas instansi Anda, atau referensi penduduk', 'Name, your own reference, or resident reference'],
  searchByNumber: ['Nomor berkas instansi Anda atau referensi penduduk', 'Your own reference, or resident reference'],
  searchHint: [
    'Sedikitnya dua huruf. Sebagian nama cukup; huruf besar dan kecil sama; aksara asli juga bisa.',
    'At least two characters. Part of a name is enough; capitals do not matter; names in their own script work too.',
  ],
  searchHintNumber: ['Sedikitnya dua huruf, nomor ditulis utuh.', 'At least two characters, the number in full.'],
  found: ['Ditemukan', 'Found'],
  foundBy: ['Ditemukan lewat', 'Found by'],
  foundNobody: ['Belum ditemukan', 'Nobody found'],
  foundNobodyWhy: [
    'Ini belum berarti orang tersebut tidak dikenal: data mungkin belum sampai, atau instansi Anda tidak boleh mengetahuinya.',
    'This does not mean that the person is unknown: a fact may not have arrived yet, or your agency may not know it.',
  ],
  foundNobodyTry: [
    'Coba bagian nama yang lebih pendek, ejaan lain, atau nomor berkas. Bila paspornya ada di tangan Anda, cari dengan dokumen.',
    'Try a shorter part of the name, another spelling, or a reference. With the passport in your hand, find by document.',
  ],
  foundMost: ['Hanya sebagian yang ditampilkan. Tulis nama lebih lengkap.', 'Only some are shown. Write more of the name.'],
  stayUntil: ['Izin tinggal sampai', 'Stay permit until'],
  byName: ['nama', 'name'],
  byOwnReference: ['nomor berkas Anda', 'your own reference'],
  bySubjectReference: ['referensi penduduk', 'resident reference'],

  lookUp: ['Cari dengan dokumen', 'Find by document'],
  lookUpLink: ['Cari dengan paspor atau dokumen perjalanan', 'Find by passport or travel document'],
  lookUpWhy: [
    'Untuk orang yang paspor atau dokumen perjalanannya ada di tangan Anda: isi tiga kolom pertama, atau hanya baris mesin. Yang Anda isi tidak disimpan dan tidak dikirim ke luar instansi Anda.',
    'For somebody whose passport or travel document you have in your hand: fill in the first three fields, or only the machine lines. What you enter is not kept and does not leave your agency.',
  ],
  lookUpMrz: ['Baris mesin (MRZ)', 'Machine lines (MRZ)'],
  lookUpMrzHint: [
    'Dua atau tiga baris di bagian bawah halaman data, dengan tanda <. Pemindai boleh mengisinya.',
    'The two or three lines at the foot of the data page, with the sign <. A scanner may fill them in.',
  ],
  lookUpSend: ['Cari orang ini', 'Find this person'],

  alerts: ['Peringatan terbuka', 'Open alerts'],
  alertsOfOthers: ['Peringatan instansi lain', 'Alerts of other agencies'],
  alertsForTeam: ['Diminta dari tim', 'Asked of the team'],
  alertsWaiting: ['Menunggu kabar', 'Waiting for news'],
  waitingWhy: [
    'Hal berikut belum dimunculkan sebagai peringatan: penjelasannya mungkin sedang dalam perjalanan. Tidak ada yang perlu dilakukan.',
    'The following is not raised as an alert yet: what explains it may be on its way. There is nothing to do.',
  ],
  waitingFor: ['Menunggu kabar dari', 'Waiting for news from'],
  alertsClosed: ['Baru ditutup', 'Closed lately'],
  alertsWhat: [
    'Peringatan adalah saran untuk melihat, bukan sangkaan. Sistem tidak memutuskan apa pun, dan sering kali ada penjelasan yang wajar.',
    'An alert is a suggestion to look, not an accusation. The system decides nothing, and there is often a harmless explanation.',
  ],
  alertsHow: [
    'Menandai sudah dibaca, menugaskan, atau menyelesaikan dilakukan lewat sistem instansi Anda.',
    'Alerts are acknowledged, assigned and resolved through the system of your agency.',
  ],
  noAlerts: ['Tidak ada yang perlu dilihat sekarang', 'Nothing to look at now'],
  noAlertsWhy: [
    'Peringatan muncul di sini dengan sendirinya bila ada keadaan yang perlu dilihat seseorang, dan hilang sendiri bila keadaannya berubah.',
    'Alerts come up here by themselves when somebody should look, and go by themselves when that changes.',
  ],
  moreAlerts: ['Hanya yang paling mendesak yang ditampilkan:', 'Only the most urgent are shown:'],
  closedWhy: ['Empat belas hari terakhir, dengan alasannya.', 'Of the last fourteen days, with the reason.'],
  notAssigned: ['Belum ditugaskan', 'Not assigned yet'],
  districtUnknown: ['kecamatan belum diketahui', 'district not known'],
  doFirst: ['Lakukan dahulu', 'Do first'],
  overdue: ['sudah lewat', 'overdue'],
  aboutOrganisation: ['Organisasi', 'Organisation'],

  resident: ['Penduduk', 'Resident'],
  reference: ['Referensi', 'Reference'],
  identity: ['Identitas dan pendaftaran', 'Identity and registration'],
  stay: ['Izin tinggal', 'Stay'],
  home: ['Tempat tinggal dan keluarga', 'Home and family'],
  activity: ['Pekerjaan dan kegiatan', 'Work and activity'],
  followUp: ['Tindak lanjut', 'Follow-up'],
  other: ['Lainnya', 'Other'],
  source: ['Sumber', 'Source'],
  version: ['Versi', 'Version'],
  happened: ['Terjadi', 'Happened'],
  knownHere: ['Diketahui di sini sejak', 'Known here since'],
  correctedFact: ['Perbaikan: versi sebelumnya keliru', 'Corrected: the version before was wrong'],
  history: ['Riwayat', 'History'],
  historyOwn: [
    'Versi yang pernah dinyatakan instansi Anda, yang terbaru di atas; versi lama yang sudah dibuang dari jurnal tidak tampil',
    'What your agency stated, newest first; old versions that have left the journal are not shown',
  ],
  changes: ['Perubahan', 'Changes'],
  firstVersion: ['Pertama dinyatakan', 'First stated'],
  noChange: ['Isinya tidak berubah', 'Nothing in it changed'],
  withdrawnFacts: ['Ditarik kembali', 'Taken back'],
  withdrawnWhy: ['Alasan', 'Reason'],
  nothingOf: ['Belum ada di sini', 'Not here yet'],
  nothingOfWhy: [
    'Instansi Anda boleh mengetahui hal berikut, tetapi belum ada faktanya tentang orang ini. Bisa jadi memang tidak ada, bisa jadi belum dicatat atau belum sampai.',
    'Your agency may know the following, but holds no such fact about this person. There may be none, or it has not been recorded or has not arrived yet.',
  ],
  noNewsSince: ['belum ada kabar sejak', 'no news since'],
  answerBy: ['dijawab paling lambat', 'to be answered by'],
  neverHeard: ['belum pernah ada kabar', 'not heard yet'],
  print: ['Untuk mencetak, pakai perintah cetak peramban (Ctrl+P).', 'To print, use the print command of the browser (Ctrl+P).'],
  yes: ['Ya', 'Yes'],
  no: ['Tidak', 'No'],
  unset: ['kosong', 'empty'],
  withoutNib: ['Organisasi tanpa NIB', 'Organisation without a NIB'],
  accordingTo: ['menurut', 'according to'],
  backToSearch: ['Cari penduduk lain', 'Find another resident'],
});

export const foundByWords = {
  name: texts.byName,
  'own-reference': texts.byOwnReference,
  'subject-reference': texts.bySubjectReference,
} as const;
