// Written by `node scripts/run.mjs scripts/generate-areas.ts` from the npm package idn-area-data 3.1.2. The data are under the Open
// Database License (ODbL 1.0), https://opendatacommons.org/licenses/odbl/1-0/, (c) the contributors of idn-area-data.
import { readAreas } from './read-areas.js';

const lines = `
36.04.05 Kramatwatu: 2001 Kramatwatu, 2002 Margasana, 2003 Pejaten, 2004 Toyomerto, 2005 Harjatani, 2006 Serdang, 2007 Terate, 2008 Tonjong, 2009 Pamengkang, 2010 Pegadingan, 2011 Lebakwana, 2012 Wanayasa, 2013 Pelamunan, 2014 Teluk Terate, 2015 Margatani
36.04.06 Waringinkurung: 2001 Waringinkurung, 2002 Talaga Luhur, 2003 Binangun, 2004 Melati, 2005 Sasahan, 2006 Sukadalem, 2007 Sukabares, 2008 Sambilawang, 2009 Sampir, 2010 Cokopsulanjana, 2011 Kemuning
36.04.07 Bojonegara: 2001 Bojonegara, 2002 Mangkunegara, 2003 Wanakarta, 2004 Karang Kepuh, 2005 Lambangsari, 2006 Kertasana, 2007 Margagiri, 2008 Ukirsari, 2009 Pakuncen, 2010 Pangarengan, 2011 Mekar Jaya
36.04.08 Pulo Ampel: 2001 Pulo Ampel, 2002 Sumuranja, 2003 Mangunreja, 2004 Kedungsoka, 2005 Salira, 2006 Argawana, 2007 Banyuwangi, 2008 Margasari, 2009 Pulo Panjang
36.04.09 Ciruas: 2001 Ciruas, 2002 Citerep, 2003 Pulo, 2004 Kadikaran, 2005 Kepandean, 2006 Gosara, 2009 Bumijaya, 2010 Penggalang, 2011 Pamong, 2012 Cigelam, 2013 Singamerta, 2014 Ranjeng, 2015 Beberan, 2016 Kaserangan, 2017 Pelawad
36.04.11 Kragilan: 2001 Kragilan, 2002 Silebu, 2003 Pematang, 2004 Dukuh, 2005 Undar Andir, 2006 Sukajadi, 2007 Sentul, 2008 Jeruk Tipis, 2011 Kendayakan, 2012 Tegalmaja, 2013 Cisait, 2014 Kramatjati
36.04.12 Pontang: 2001 Pontang, 2002 Sukanegara, 2003 Linduk, 2004 Pulokencana, 2006 Kelapian, 2008 Kubang Puji, 2009 Domas, 2010 Singarajan, 2011 Kaserangan, 2012 Wanayasa, 2013 Sukajaya
36.04.13 Tirtayasa: 2001 Tirtayasa, 2002 Samparwadi, 2003 Kemanisan, 2004 Pontang Legon, 2005 Kebon, 2006 Sujung, 2007 Lontar, 2008 Susukan, 2009 Wargasara, 2010 Laban, 2011 Tengkurak, 2012 Alang-alang, 2013 Kebuyutan, 2014 Puser
36.04.14 Tanara: 2001 Tanara, 2002 Cerukcuk, 2003 Tenjoayu, 2004 Sukamanah, 2005 Lempuyang, 2006 Siremen, 2007 Bendung, 2008 Pedaleman, 2009 Cibodas
36.04.15 Cikande: 2001 Cikande, 2002 Leuwi Limus, 2003 Nambo Udik, 2004 Parigi, 2005 Koper, 2006 Bakung, 2007 Julang, 2008 Sukatani, 2009 Situterate, 2010 Kamurang, 2011 Gembor Udik, 2012 Songgom Jaya, 2013 Cikande Permai
36.04.16 Kibin: 2001 Kibin, 2002 Ketos, 2003 Cijeruk, 2004 Nagara, 2005 Nambo Ilir, 2006 Barengkok, 2007 Sukamaju, 2008 Tambak, 2009 Ciagel
36.04.17 Carenang: 2001 Carenang, 2002 Pamanuk, 2003 Mandaya, 2004 Teras, 2006 Ragas Masigit, 2007 Walikukun, 2009 Panenjoan, 2010 Mekarsari
36.04.18 Binuang: 2001 Binuang, 2002 Cakung, 2003 Renged, 2004 Gembor, 2005 Warakas, 2006 Sukamampir, 2007 Lamaran
36.04.19 Petir: 2001 Petir, 2002 Cirangkong, 2003 Tambiluk, 2004 Sindangsari, 2005 Padasuka, 2006 Seuat, 2007 Nagara Padang, 2008 Kadugenep, 2009 Cireundeu, 2010 Sanding, 2011 Kampung Baru, 2012 Mekar Baru, 2013 Seuat Jaya, 2014 Kubang Jaya, 2015 Bojong Nangka
36.04.20 Tunjung Teja: 2001 Tunjung Teja, 2002 Sukasari, 2003 Panunggulan, 2004 Malanggah, 2005 Kemuning, 2006 Bojong Menteng, 2007 Bojong Catang, 2008 Bojong Pandan, 2009 Pancaregang
36.04.22 Baros: 2001 Baros, 2002 Tejamari, 2003 Panyirapan, 2004 Sidamukti, 2005 Sukacai, 2006 Tamansari, 2007 Sindangmandi, 2008 Cisalam, 2009 Sukamanah, 2010 Sukamenak, 2011 Curug Agung, 2012 Padasuka, 2013 Sinarmukti, 2014 Suka Indah
36.04.23 Cikeusal: 2001 Cikeusal, 2002 Dahu, 2003 Katulisan, 2004 Sukamaju, 2005 Cilayang, 2006 Sukamenak, 2007 Cimaung, 2008 Panyabrangan, 2009 Gandayasa, 2010 Bantar Panjang, 2011 Sukaratu, 2012 Harundang, 2013 Sukarame, 2014 Panosogan, 2015 Mongpok, 2016 Sukaraja, 2017 Cilayang Guha
36.04.24 Pamarayan: 2001 Pamarayan, 2002 Damping, 2003 Wirana, 2004 Keboncau, 2005 Pudar, 2006 Binong, 2007 Sangiang, 2008 Kampungbaru, 2010 Pasirlimus, 2018 Pasir Kembang
36.04.25 Kopo: 2001 Kopo, 2002 Garut, 2003 Nanggung, 2004 Cidahu, 2005 Nyompok, 2006 Gabus, 2007 Carenang Udik, 2008 Rancasumur, 2009 Babakanjaya, 2010 Mekarbaru
36.04.26 Jawilan: 2001 Jawilan, 2002 Bojot, 2003 Cemplang, 2004 Pagintungan, 2005 Pasirbuyut, 2006 Majasari, 2007 Parakan, 2008 Kareo, 2009 Junti
36.04.27 Ciomas: 2001 Ujungtebu, 2002 Siketug, 2003 Lebak, 2004 Pondok Kahuru, 2005 Sukabares, 2006 Sukarena, 2007 Sukadana, 2008 Cemplang, 2009 Cisitu, 2010 Citaman, 2011 Panyaungan Jaya
36.04.28 Pabuaran: 2001 Pabuaran, 2006 Kadubeureum, 2007 Tanjungsari, 2009 Pancanegara, 2010 Sindangsari, 2012 Sindangheula, 2013 Pasanggrahan, 2015 Talaga Warna
36.04.29 Padarincang: 2001 Padarincang, 2002 Bugel, 2003 Cibojong, 2004 Citasuk, 2005 Cisaat, 2006 Ciomas, 2007 Barugbug, 2008 Batu Kuwung, 2009 Kramatlaban, 2010 Kalumpang, 2011 Kadubeureum, 2012 Cipayung, 2013 Curug Goong, 2014 Kadu Kempong
36.04.30 Anyar: 2001 Anyar, 2002 Sindang Mandi, 2003 Cikoneng, 2004 Tanjung Manis, 2005 Bandulu, 2006 Bunihara, 2007 Kosambironyok, 2008 Banjarsari, 2009 Mekarsari, 2010 Sindangkarya, 2011 Tambang Ayam, 2012 Grogol Indah
36.04.31 Cinangka: 2001 Cinangka, 2002 Bantarwaru, 2003 Pasauran, 2004 Bulakan, 2005 Karang Suraga, 2006 Umbul Tanjung, 2007 Kubang Baros, 2008 Rancasanggal, 2009 Cikolelet, 2010 Sindanglaya, 2011 Kamasan, 2012 Bantarwangi, 2013 Mekarsari, 2014 Baros Jaya
36.04.32 Mancak: 2001 Mancak, 2002 Ciwarna, 2003 Angsana, 2004 Talaga, 2005 Cikedung, 2006 Sigedong, 2007 Sangiang, 2008 Pasirwaru, 2009 Waringin, 2010 Winong, 2011 Batukuda, 2012 Labuan, 2013 Bale Kambang, 2014 Bale Kencana
36.04.33 Gunungsari: 2001 Gunungsari, 2002 Ciherang, 2003 Tamiang, 2004 Sukalaba, 2005 Kadu Agung, 2006 Luwuk, 2007 Curug Sulanjana
36.04.34 Bandung: 2001 Bandung, 2002 Mander, 2003 Panamping, 2004 Pangawinan, 2005 Malabar, 2006 Blokang, 2007 Babakan, 2008 Pringwulung
36.04.35 Lebak Wangi: 2001 Kamaruton, 2002 Teras Bendung, 2003 Lebak Wangi, 2004 Lebak Kepuh, 2005 Kencana Harapan, 2006 Pegandikan, 2007 Purwadadi, 2008 Bolang, 2009 Tirem, 2010 Kebonratu
36.72.01 Cibeber
36.72.02 Cilegon
36.72.03 Pulomerak
36.72.04 Ciwandan
36.72.05 Jombang
36.72.06 Gerogol
36.72.07 Purwakarta
36.72.08 Citangkil
36.73.01 Serang
36.73.02 Kasemen
36.73.03 Walantaka
36.73.04 Curug
36.73.05 Cipocok Jaya
36.73.06 Taktakan
`;

const regencies = `
36.04 KABUPATEN SERANG
36.72 KOTA CILEGON
36.73 KOTA SERANG
`;

export const { districts, villages } = readAreas(regencies, lines, {
  source: 'npm package idn-area-data 3.1.2, whose codes agree with Kepmendagri 300.2.2-2430/2025',
  licence: 'ODbL-1.0',
  effectiveFrom: '2025',
  confidence: 'confirmed',
});
