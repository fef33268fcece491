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
