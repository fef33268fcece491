/** A sentence for operators in both of their languages. */
export interface Sentence {
  readonly id: string;
  readonly en: string;
}

/** What an operator is told about an alarm, wherever it shows: API, log, metric, runbook. */
export interface AlarmDefinition {
  /** `notice`: it healed by itself. `warning`: look today. `serious`: look now. */
  readonly severity: 'notice' | 'warning' | 'serious';
  readonly title: Sentence;
  readonly meaning: Sentence;
  readonly whatToDo: Sentence;
  /** What ends it; null: it is told once and is cleared a week after it last happened. */
  readonly clearsWhen: Sentence | null;
}

/** The closed list of what an operator is told by itself. API, log codes, metric labels and `docs/runbooks/` are derived from it. */
export const alarmList = {
  parked: {
    severity: 'warning',
    title: { id: 'Peristiwa sah tidak dapat dipakai di sini', en: 'A valid event cannot be used here' },
    meaning: {
      id: 'Pemiliknya menandatanganinya, tetapi jenisnya tidak dikenal atau isinya melanggar kontrak layanan ini. Peristiwa disimpan utuh; semua yang lain berjalan terus.',
      en: 'Its owner signed it, but its type is unknown or its body breaks the contract of this service. It is kept whole; everything else goes on.',
    },
    whatToDo: {
      id: 'Lihat /api/exchange/parked. Jika jenisnya tidak dikenal, perbarui layanan ini; jika kontrak dilanggar, minta pemiliknya menyatakan versi yang benar.',
      en: 'See /api/exchange/parked. If the type is unknown, update this service; if the contract is broken, ask the owner to state a right version.',
    },
    clearsWhen: { id: 'tidak ada lagi yang diparkir dari aliran itu', en: 'nothing of the stream is parked any more' },
  },
  contradicts: {
    severity: 'serious',
    title: { id: 'Dua isi berbeda dengan versi yang sama', en: 'Two contents under one version' },
    meaning: {
      id: 'Pemilik menandatangani dua isi untuk satu versi fakta, biasanya setelah basis datanya dipulihkan dari cadangan lama. Tidak ada yang ditimpa; keduanya disimpan.',
      en: 'The owner signed two contents for one version of a fact, mostly after its database was restored from an older backup. Nothing is overwritten; both are kept.',
    },
    whatToDo: {
      id: 'Di pemilik: isinya sendiri telah dinyatakan lagi sebagai versi berikutnya. Lihat incidents di /api/exchange/agreement, minta petugas membaca kedua isi, lalu putuskan: adopt, keep atau withdraw. Di anggota lain: tunggu versi berikutnya.',
      en: 'At the owner: its own content was stated again as the next version. See incidents at /api/exchange/agreement, let an officer read both contents, then decide: adopt, keep or withdraw. Elsewhere: wait for the next version.',
    },
    clearsWhen: { id: 'versi yang lebih tinggi telah diterapkan', en: 'a higher version has been applied' },
  },
  unverified: {
    severity: 'serious',
    title: { id: 'Rekaman tanpa tanda tangan yang sah', en: 'A record that no valid signature reaches' },
    meaning: {
      id: 'Seseorang menulis ke topik sesuatu yang tidak ditandatangani pemiliknya: sampah, pemalsuan, atau kunci yang belum dikenal. Rekaman disimpan sebagai bukti dan tidak dipakai.',
      en: 'Somebody wrote into a topic what its owner did not sign: junk, a forgery, or a key that is not known yet. It is kept as evidence and never used.',
    },
    whatToDo: {
      id: 'Lihat tabel unverified: topik, offset, alasan. Periksa hak tulis dengan npm run doctor dan log broker. Jika pemilik memakai kunci baru, perbarui berkas registri.',
      en: 'Look at the table unverified: topic, offset, reason. Check who may write with npm run doctor and the log of the broker. If the owner has a new key, update the registry file.',
    },
    clearsWhen: null,
  },
  'unknown-document': {
    severity: 'serious',
    title: { id: 'Anggota memegang fakta yang tidak dikenal pemiliknya', en: 'A member holds a fact that its owner does not know' },
    meaning: {
      id: 'Basis data pemilik dan Kafka kehilangan dokumen yang telah didengar anggota lain. Tidak ada yang dapat membuktikannya lagi, jadi manusia yang memutuskan.',
      en: 'The database of the owner and Kafka both lost a document that another member had heard. Nobody can prove it any more, so a human decides.',
    },
    whatToDo: {
      id: 'Di pemilik: lihat incidents di /api/exchange/agreement. Petugas membaca kedua isi: /api/facts/{kind}/{issuer}/{factId} dan .../incidents. Operator memutuskan dengan POST /api/exchange/incidents/{kind}/{factId}/adopt, /keep atau /withdraw.',
      en: 'At the owner: see incidents at /api/exchange/agreement. An officer reads both contents: /api/facts/{kind}/{issuer}/{factId} and .../incidents. The operator decides by POST /api/exchange/incidents/{kind}/{factId}/adopt, /keep or /withdraw.',
    },
    clearsWhen: {
      id: 'semuanya telah diputuskan, atau pemiliknya telah mencapai versi itu',
      en: 'all of them are decided, or their owner has reached the version',
    },
  },
  held: {
    severity: 'warning',
    title: { id: 'Aliran tertahan karena ada yang hilang', en: 'A stream is held because something is missing' },
    meaning: {
      id: 'Peristiwa yang lebih baru telah datang, tetapi yang sebelumnya belum. Aliran itu tidak diterapkan sampai lengkap.',
      en: 'Later events came, but not the one before them. Nothing of this stream is applied until it is complete.',
    },
    whatToDo: {
      id: 'Biasanya tidak ada: pengiriman ulang diminta dengan sendirinya. Jika lebih dari 10 menit, periksa apakah layanan pemilik berjalan.',
      en: 'Mostly nothing: it is asked for by itself. After 10 minutes see whether the service of the owner runs.',
    },
    clearsWhen: { id: 'posisi mencapai kepala yang diumumkan', en: 'the position has reached the announced head' },
  },
  gap: {
    severity: 'warning',
    title: { id: 'Kafka tidak memiliki yang diumumkan pemilik', en: 'Kafka does not have what the owner announced' },
    meaning: {
      id: 'Topik telah dibaca sampai akhir, tetapi pemilik mengatakan ada lebih banyak. Pengiriman ulang telah diminta.',
      en: 'The topic was read to its end, but its owner says that there is more. It has been asked to send it again.',
    },
    whatToDo: {
      id: 'Biasanya tidak ada. Jika berulang, periksa broker (disk, retensi, siapa yang memotong topik) dan layanan pemilik.',
      en: 'Mostly nothing. If it comes again, look at the broker (disk, retention, who cut the topic) and at the service of the owner.',
    },
    clearsWhen: { id: 'posisi mencapai kepala yang diumumkan', en: 'the position has reached the announced head' },
  },
  lag: {
    severity: 'warning',
    title: { id: 'Anggota tertinggal terlalu lama', en: 'A member has been behind for too long' },
    meaning: {
      id: 'Yang diumumkan pemilik lebih dari satu menit lalu belum diterapkan. Tampilan anggota itu benar, tetapi tua.',
      en: 'What an owner announced more than a minute ago is not applied yet. The view of that member is right, but old.',
    },
    whatToDo: {
      id: 'Periksa beban dan log layanan yang tertinggal, basis datanya, dan alarm gap atau topic-refused pada aliran yang sama.',
      en: 'Look at load and log of the service that is behind, at its database, and at the alarms gap and topic-refused of the same stream.',
    },
    clearsWhen: { id: 'anggota itu telah menyusul', en: 'the member has caught up' },
  },
  doubt: {
    severity: 'serious',
    title: { id: 'Fakta baru tidak dapat dinyatakan', en: 'No new facts can be stated' },
    meaning: {
      id: 'Tidak ada relay yang mengetahui masa lalunya sendiri: Kafka belum dibaca sampai akhir, atau tidak ada instance yang memegang sewa. Perintah dijawab 503; membaca tetap berjalan.',
      en: 'No relay knows its own past: Kafka is not read to its end yet, or no instance holds the lease. Commands are answered 503; reading goes on.',
    },
    whatToDo: {
      id: 'Periksa apakah broker dapat dijangkau dan topik sendiri dapat dibaca: npm run doctor.',
      en: 'See whether the broker can be reached and the own topics can be read: npm run doctor.',
    },
    clearsWhen: { id: 'relay telah menyelesaikan masa lalunya', en: 'a relay has settled its past' },
  },
  'new-generation': {
    severity: 'notice',
    title: { id: 'Aliran sendiri dimulai lagi', en: 'An own stream began anew' },
    meaning: {
      id: 'Ada posisi atau rekaman bertanda tangan sendiri yang tidak dikenal basis data ini: ia lebih tua dari yang telah didengar. Semua fakta aliran itu dinyatakan lagi tanpa perubahan.',
      en: 'There was a position or record, signed by this member, that this database does not know: it is older than what was heard. Every fact of the stream was stated again unchanged.',
    },
    whatToDo: {
      id: 'Jika basis data baru saja dipulihkan: tidak ada. Jika tidak, cari siapa yang memulihkannya. Periksa lalu alarm adopted, contradicts dan unknown-document.',
      en: 'If the database was restored just now: nothing. If not, find out who restored it. Then look at adopted, contradicts and unknown-document.',
    },
    clearsWhen: null,
  },
  adopted: {
    severity: 'notice',
    title: { id: 'Dokumen sendiri yang terlupa diambil kembali', en: 'A forgotten own document was taken back' },
    meaning: {
      id: 'Kafka memiliki dokumen bertanda tangan sendiri yang tidak ada di basis data ini, misalnya setelah pemulihan. Dokumen itu diambil dan berlaku lagi.',
      en: 'Kafka had a document, signed by this member, that this database did not have, for example after a restore. It was taken and counts again.',
    },
    whatToDo: {
      id: 'Masukkan lagi nomor acuan sendiri (own reference) dari fakta itu: nomor itu tidak pernah dikirim, jadi tidak dapat kembali sendiri.',
      en: 'Enter the own reference numbers of that fact again: they never travel, so they cannot come back by themselves.',
    },
    clearsWhen: null,
  },
  'topic-rewound': {
    severity: 'warning',
    title: { id: 'Topik dipotong atau dibuat baru', en: 'A topic was cut or made anew' },
    meaning: {
      id: 'Rekaman yang terakhir dibaca tidak ada lagi di tempatnya. Topik dibaca dari awal; yang telah diketahui tidak berubah.',
      en: 'The record that was read last is not in its place any more. The topic is read from its start; what is known already does not change.',
    },
    whatToDo: {
      id: 'Cari di broker siapa yang menghapus atau memulihkan topik. Yang hilang dikirim lagi oleh pemiliknya dengan sendirinya.',
      en: 'Find out at the broker who deleted or restored the topic. Its owners send again by themselves what was lost.',
    },
    clearsWhen: null,
  },
  'records-gone': {
    severity: 'warning',
    title: { id: 'Rekaman hilang sebelum dibaca', en: 'Records were gone before they were read' },
    meaning: {
      id: 'Kafka telah menghapus rekaman yang belum dibaca di sini, misalnya karena retensi atau penghapusan.',
      en: 'Kafka has removed records that were not read here yet, for example by retention or on request.',
    },
    whatToDo: {
      id: 'Tidak ada yang mendesak: pemilik diminta mengirim lagi. Periksa retensi topik dengan npm run doctor.',
      en: 'Nothing urgent: the owners are asked to send again. Check the retention of the topic with npm run doctor.',
    },
    clearsWhen: null,
  },
  'topic-refused': {
    severity: 'serious',
    title: { id: 'Broker menolak topik', en: 'The broker refuses a topic' },
    meaning: {
      id: 'Topik tidak ada, atau login layanan ini tidak berhak atasnya. Topik lain berjalan terus; yang ini dicoba lagi.',
      en: 'The topic does not exist, or the login of this service may not use it. Other topics go on; this one is tried again.',
    },
    whatToDo: {
      id: 'Jalankan npm run doctor: ia menyebut topik dan hak akses yang kurang. Membuatnya kembali cukup; layanan menemukannya sendiri.',
      en: 'Run npm run doctor: it names topics and access rights that are missing. Making them again is enough; the service finds them by itself.',
    },
    clearsWhen: { id: 'broker menerima topik itu lagi', en: 'the broker accepts the topic again' },
  },
  silence: {
    severity: 'warning',
    title: { id: 'Anggota diam', en: 'A member is silent' },
    meaning: {
      id: 'Sudah tiga menit tidak ada kabar dari anggota ini: layanannya mati, terputus dari broker, atau broker menahan pesannya.',
      en: 'Nothing was heard from this member for three minutes: its service is down, cut off from the broker, or the broker withholds what it says.',
    },
    whatToDo: {
      id: 'Hubungi operator anggota itu. Fakta yang telah dipegang tetap benar, hanya mungkin tidak terbaru.',
      en: 'Call the operator of that member. The facts held stay right, they only may not be the newest.',
    },
    clearsWhen: { id: 'anggota itu terdengar lagi', en: 'the member is heard again' },
  },
  'clock-skew': {
    severity: 'warning',
    title: { id: 'Jam anggota berbeda dari jam broker', en: 'The clock of a member differs from that of the broker' },
    meaning: {
      id: 'Perbedaannya lebih dari 5 detik. Urutan fakta tidak bergantung pada jam, tetapi waktu yang ditulis di dalamnya salah.',
      en: 'By more than 5 seconds. The order of facts does not depend on clocks, but the times written in them are wrong.',
    },
    whatToDo: {
      id: 'Hidupkan sinkronisasi waktu (NTP) pada mesin anggota itu; jika semua anggota disebut, pada mesin broker.',
      en: 'Switch on time synchronization (NTP) on the machine of that member; if all members are named, on that of the broker.',
    },
    clearsWhen: { id: 'jamnya benar lagi', en: 'its clock is right again' },
  },
  'timer-fails': {
    severity: 'warning',
    title: { id: 'Pekerjaan bertanggal gagal berulang kali', en: 'What is to be done on a date fails again and again' },
    meaning: {
      id: 'Pada harinya layanan ini harus menyatakan sesuatu sendiri, misalnya izin yang berakhir, tetapi gagal sedikitnya tiga kali. Semua yang lain berjalan terus, dan ini dicoba lagi.',
      en: 'On its day this service has to state something by itself, such as the end of a permit, and failed at least three times. Everything else goes on, and this is tried again.',
    },
    whatToDo: {
      id: 'Cari timer.failed di log: alasan penolakan disebut di sana. Perbaiki faktanya, atau laporkan kesalahan aturan tanggalnya.',
      en: 'Look for timer.failed in the log: it names the refusal. Repair the fact, or report the fault in the date rule.',
    },
    clearsWhen: null,
  },
  'rule-fails': {
    severity: 'serious',
    title: { id: 'Aturan peringatan gagal', en: 'An alert rule fails' },
    meaning: {
      id: 'Satu aturan gagal menilai seorang penduduk. Aturan lain, fakta dan peringatan yang sudah terbuka berjalan terus; aturan itu dicoba lagi setiap menit, dan selama itu tidak memunculkan maupun menarik apa pun.',
      en: 'A rule failed to judge a resident. Other rules, facts and alerts that are open go on; the rule is tried again every minute, and raises and withdraws nothing meanwhile.',
    },
    whatToDo: {
      id: 'Nomor aturannya ada di about. Laporkan sebagai kesalahan perangkat lunak; bila mendesak, nyatakan aturannya berhenti dengan setelan rules.retired, yang menutup peringatannya.',
      en: 'The number of the rule is in about. Report it as a fault of the software; where it presses, state the rule as retired by the setting rules.retired, which closes its alerts.',
    },
    clearsWhen: null,
  },
  disk: {
    severity: 'serious',
    title: { id: 'Disk hampir penuh', en: 'The disk is almost full' },
    meaning: {
      id: 'Ruang kosong di tempat layanan ini bekerja kurang dari 1 GB. Disk penuh menghentikan log, dan bila di mesin yang sama, basis data.',
      en: 'Less than 1 GB is free where this service works. A full disk stops its log, and the database if that is on the same machine.',
    },
    whatToDo: {
      id: 'Kosongkan atau perbesar disk. Jangan menghapus data PostgreSQL atau Kafka dengan tangan.',
      en: 'Free space or enlarge the disk. Do not delete files of PostgreSQL or Kafka by hand.',
    },
    clearsWhen: { id: 'ruang kosong cukup lagi', en: 'enough is free again' },
  },
  'key-expiry': {
    severity: 'warning',
    title: { id: 'Kunci tanda tangan segera berakhir', en: 'A signing key ends soon' },
    meaning: {
      id: 'Menurut registri, kunci yang dipakai layanan ini berlaku kurang dari 30 hari lagi.',
      en: 'By the registry, the key with which this service signs is valid for less than 30 days.',
    },
    whatToDo: {
      id: 'Buat kunci baru, tambahkan ke registri di samping yang lama, bagikan registri ke semua anggota, lalu ganti TIMPORA_SIGNING_KEY_ID dan TIMPORA_SIGNING_KEY_FILE.',
      en: 'Make a new key, add it to the registry beside the old one, give the registry to all members, then change TIMPORA_SIGNING_KEY_ID and TIMPORA_SIGNING_KEY_FILE.',
    },
    clearsWhen: { id: 'kunci yang berlaku lebih lama dipakai', en: 'a key that is valid for longer is used' },
  },
  registry: {
    severity: 'serious',
    title: { id: 'Berkas registri tidak dapat dipakai', en: 'The registry file cannot be used' },
    meaning: {
      id: 'Berkas registri hilang, rusak, milik exchange lain, atau kehilangan kunci yang pernah disebut. Registri yang dibaca sebelumnya tetap berlaku, tetapi kunci baru dan kunci yang dicabut tidak dikenal, dan layanan tidak dapat dimulai ulang.',
      en: 'The registry file is missing, broken, that of another exchange, or lost a key that it named. The registry read before goes on to count, but new and revoked keys are not heard of, and the service could not start again.',
    },
    whatToDo: {
      id: 'Lihat alasan pada baris log alarm.registry. Salin lagi registri yang benar ke berkas TIMPORA_REGISTRY_FILE, tulis ke berkas lain lalu ganti namanya. Layanan membacanya sendiri.',
      en: 'See the reason in the log line alarm.registry. Copy the right registry to the file TIMPORA_REGISTRY_FILE again: write another file, then rename it. The service reads it by itself.',
    },
    clearsWhen: { id: 'berkas registri benar lagi', en: 'the registry file is right again' },
  },
} as const satisfies Record<string, AlarmDefinition>;

export type AlarmCode = keyof typeof alarmList;

export const alarmCodes = Object.keys(alarmList) as readonly AlarmCode[];
