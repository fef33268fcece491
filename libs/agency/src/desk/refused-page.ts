import { type Words } from '@timpora/contracts';
import type { Problem } from '@timpora/access';

import { linkTo, say, type Desk } from './desk.js';
import { searchForm } from './find-page.js';
import type { Page } from './frame.js';
import { html, type Html } from './html.js';
import { texts } from './texts.js';

interface Told {
  readonly title: Words;
  readonly whatToDo: Words;
}

/** The refusals that an officer meets here, in words without headers and parameters. */
const told: Readonly<Record<string, Told>> = {
  'token.missing': {
    title: { id: 'Silakan masuk', en: 'Please sign in' },
    whatToDo: { id: 'Setelah masuk, Anda kembali ke halaman yang dituju.', en: 'After signing in you come back to this page.' },
  },
  'token.invalid': {
    title: { id: 'Token tidak diterima', en: 'This token is not accepted' },
    whatToDo: {
      id: 'Mungkin masa berlakunya habis, atau token untuk instansi lain. Mintalah token baru untuk instansi ini.',
      en: 'It may have expired, or be meant for another agency. Get a new one for this agency.',
    },
  },
  'role.not-allowed': {
    title: { id: 'Peran Anda tidak membaca data penduduk', en: 'Your role does not read about residents' },
    whatToDo: {
      id: 'Masuklah dengan akun petugas yang diberikan instansi Anda untuk tugas ini.',
      en: "Sign in with the officer's account that your agency gave you for this task.",
    },
  },
  'purpose.missing': {
    title: { id: 'Pilih tujuan membaca', en: 'Choose why you read' },
    whatToDo: { id: 'Tujuan dicatat bersama setiap halaman yang Anda buka.', en: 'The purpose is recorded with every page that you open.' },
  },
  'purpose.not-allowed': {
    title: { id: 'Instansi Anda tidak membaca untuk tujuan ini', en: 'Your agency does not read for this purpose' },
    whatToDo: { id: 'Pilih salah satu tujuan di daftar.', en: 'Choose one of the purposes in the list.' },
  },
  'rate.too-many-requests': {
    title: { id: 'Terlalu banyak permintaan', en: 'Too many requests' },
    whatToDo: { id: 'Tunggu satu menit, lalu muat ulang halaman ini.', en: 'Wait a minute, then load this page again.' },
  },
  'search.too-short': {
    title: { id: 'Tulis sedikitnya dua huruf', en: 'Write at least two characters' },
    whatToDo: { id: 'Sebagian nama sudah cukup.', en: 'Part of a name is enough.' },
  },
  'resident.not-known': {
    title: { id: 'Belum ada yang diketahui tentang penduduk ini', en: 'Nothing is known here about this resident' },
    whatToDo: {
      id: 'Ini belum berarti tidak ada: fakta mungkin belum sampai, atau instansi Anda tidak boleh mengetahuinya. Periksa referensinya, atau cari lagi.',
      en: 'This does not mean that there is nothing: a fact may not have arrived yet, or your agency may not know it. Check the reference, or search again.',
    },
  },
  'id.malformed': {
    title: { id: 'Referensi ini tidak lengkap', en: 'This reference is not whole' },
    whatToDo: { id: 'Salin referensi seutuhnya, atau cari orangnya.', en: 'Copy the whole reference, or search for the person.' },
  },
  'request.invalid': {
    title: { id: 'Ada isian yang bentuknya tidak sesuai', en: 'Something is not written as it should be' },
    whatToDo: {
      id: 'Nomor dokumen: huruf dan angka saja. Tanggal lahir: tanggal yang ada. Baris mesin: tiap baris utuh, 30, 36 atau 44 karakter.',
      en: 'Document number: letters and digits only. Date of birth: a day that exists. Machine lines: each whole, of 30, 36 or 44 characters.',
    },
  },
  'identity.not-found': {
    title: { id: 'Belum ada yang dikenal dengan dokumen ini', en: 'Nobody is known here by this document' },
    whatToDo: {
      id: 'Bandingkan isian dengan dokumen. Bila sudah benar, coba paspor lama orang ini, atau tanyakan kepada Imigrasi lewat sistem instansi Anda.',
      en: 'Compare what you entered with the document. If it is right, try an older passport of this person, or ask Immigration through the system of your agency.',
    },
  },
  'identity.document-incomplete': {
    title: { id: 'Isian belum lengkap', en: 'Something is still missing' },
    whatToDo: {
      id: 'Isi negara penerbit, nomor dokumen dan tanggal lahir, atau baris mesin seluruhnya.',
      en: 'Fill in issuing state, document number and date of birth, or all machine lines.',
    },
  },
  'mrz.unreadable': {
    title: { id: 'Ini bukan baris paspor atau dokumen perjalanan', en: 'These are not the lines of a passport or travel document' },
    whatToDo: {
      id: 'Isi semua baris: dua baris 44 atau 36 karakter, atau tiga baris 30 karakter. Stiker visa bukan dokumen perjalanan.',
      en: 'Enter all lines: two of 44 or 36 characters, or three of 30. A visa sticker is no travel document.',
    },
  },
  'mrz.misread': {
    title: { id: 'Angka pemeriksa pada baris mesin tidak cocok', en: 'A check digit of the machine lines does not fit' },
    whatToDo: {
      id: 'Pindai lagi atau bandingkan huruf demi huruf: 0 dan O, 1 dan I, 5 dan S, 8 dan B sering tertukar.',
      en: 'Scan again or compare letter by letter: 0 and O, 1 and I, 5 and S, 8 and B are often confused.',
    },
  },
  'mrz.differs': {
    title: { id: 'Isian berbeda dari baris mesin', en: 'What was typed is not what the machine lines say' },
    whatToDo: {
      id: 'Bandingkan keduanya dengan dokumen, dan kosongkan yang keliru.',
      en: 'Compare both with the document, and empty what is wrong.',
    },
  },
  'mrz.birth-date-unknown': {
    title: { id: 'Baris mesin tidak memuat tanggal lahir yang lengkap', en: 'The machine lines do not give the whole date of birth' },
    whatToDo: { id: 'Isi juga tanggal lahir seperti yang terdaftar.', en: 'Fill in the date of birth as it is registered, too.' },
  },
  'route.unknown': {
    title: { id: 'Halaman ini tidak ada', en: 'There is no such page' },
    whatToDo: { id: 'Kembali ke beranda, atau cari penduduk.', en: 'Go back to the start, or find a resident.' },
  },
  'service.not-available': {
    title: { id: 'Layanan sedang tidak dapat menjawab', en: 'The service cannot answer just now' },
    whatToDo: {
      id: 'Tidak ada data yang hilang. Coba lagi sebentar; bila berlanjut, hubungi operator.',
      en: 'No data is lost. Try again in a moment; if it stays, tell the operator.',
    },
  },
  'desk.foreign-origin': {
    title: { id: 'Formulir ini tidak dikirim dari meja Timpora', en: 'This form was not sent from the desk itself' },
    whatToDo: {
      id: 'Buka sendiri alamat instansi Anda, lalu masuk atau keluar di sana.',
      en: 'Open the address of your agency yourself, and sign in or out there.',
    },
  },
  'desk.token-too-long': {
    title: { id: 'Token terlalu panjang', en: 'The token is too long' },
    whatToDo: { id: 'Minta operator memberi token tanpa isian tambahan.', en: 'Ask the operator for a token without further claims.' },
  },
};

const unforeseen: Words = { id: 'Ada yang tidak berjalan', en: 'Something went wrong' };
const tryAgain: Words = {
  id: 'Coba lagi; bila berlanjut, sebutkan nomor berikut kepada operator.',
  en: 'Try again; if it stays, tell the operator the number below.',
};

/** Codes that have words of their own here. */
export const toldCodes = Object.keys(told);

/** A refusal in words. One that nobody foresaw here keeps its code, for whoever is asked about it. */
export const toldOf = ({ code }: Problem): Told => told[code] ?? { title: unforeseen, whatToDo: tryAgain };

export const refusedNotice = (desk: Desk, problem: Problem): Html => {
  const { title, whatToDo } = toldOf(problem);
  return html`<div class="notice" role="alert">
    <p><strong>${say(desk, title)}</strong></p>
    <p>${say(desk, whatToDo)}</p>
  </div>`;
};

/** A page that could not be shown: why, and what to do now. */
export function refusedPage(desk: Desk, problem: Problem, correlation: string): Page {
  const { title, whatToDo } = toldOf(problem);
  return {
    title: say(desk, title),
    content: html`<p>${say(desk, whatToDo)}</p>
      ${desk.reader && searchForm(desk)}
      <p class="screen"><a href="${linkTo(desk, '')}">${say(desk, texts.start)}</a></p>
      <p class="hint">${problem.code} · <span class="code">${correlation}</span></p>`,
  };
}
