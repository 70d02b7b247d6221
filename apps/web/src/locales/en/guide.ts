import type { guide as zh } from '../zh-CN/guide';

export const guide: typeof zh = {
  title: 'Guide and forms',
  purpose: 'File first, then book, then verify. What is neither filed nor booked is not received.',
  steps: {
    title: 'The steps',
    register: 'Register',
    registerText:
      'Enter the data of your organisation and upload the papers; the institution you choose reviews them.',
    ledger: 'Keep a ledger',
    ledgerText: 'Enter your instruments one by one, copy them, or import a workbook.',
    file: 'File',
    fileText:
      'Send them to a verification institution, which reviews the filing. Each instrument is filed once.',
    book: 'Book',
    bookText:
      'With the institution that approved the filing: within 10 days after approval, or in the last month of validity. After that, file again.',
    form: 'Appointment form',
    formText:
      'Print it once the booking is confirmed, two copies: bring it along with the instruments; on site the verifier carries it.',
    certificate: 'Certificate',
    certificateText:
      'Results and certificates are here when the work is done. The next cycle is booked directly.',
  },
  papers: {
    title: 'Papers for the registration',
    license: 'Business licence or legal-entity certificate',
    identity:
      'The legal representative: both sides of the ID card; an agent: the sealed letter of authorisation',
    pledge: 'The metrology integrity pledge, sealed, signed by the legal representative and dated',
    files: 'PDF, JPG or PNG, 10 MB each at most.',
    filledIn:
      'Both letters are generated from what you type while registering, to be printed, signed and sealed. Blank forms, for whoever prepares beforehand:',
    start: 'Register now',
  },
  downloads: {
    title: 'Forms',
    authorization: 'Letter of authorisation (blank)',
    pledge: 'Integrity pledge (blank)',
    template: 'Import template',
    templateHint: 'Downloaded after signing in, it has the regions and kinds that you use at the top.',
  },
  fields: {
    title: 'Filling in instruments',
    hint: 'Columns with a red header are required. These take digits; your own workbook can be imported as it is, too.',
    column: 'Column',
    values: 'Values',
    regionText: 'Six digits, down to the county, e.g. 441202 Duanzhou',
    categoryText: 'From the catalogue; the template offers them in a list',
    dates: 'Dates',
    datesText: 'yyyy-mm-dd, e.g. 2026-01-31',
    same: 'Name, model, serial number and own number all the same: the same instrument, which is not saved twice.',
  },
  phones: 'Phone numbers',
  questions: {
    title: 'Questions',
    first: 'Can an instrument be verified first and filed later?',
    firstAnswer:
      'No. File first, then book, then verify. Whoever has come already can file and book at the counter.',
    login: 'Everything I type is right, but I can’t sign in?',
    loginAnswer:
      'After 5 failures in a row this browser is restricted: close it, open it again and sign in. After 10 the account is locked: recover the password from the sign-in page, which unlocks it.',
    change: 'The name, the legal representative or the contact has changed?',
    changeAnswer:
      'Choose “Change of data” on the sign-in page; no sign-in is needed. Name or legal representative: the new licence and proof of the change. Contact: the licence and a new letter of authorisation.',
    lost: 'Neither the registered mobile nor the e-mail works any more?',
    lostAnswer:
      'In “Change of data” let the institution check by the papers; once approved, the new contact can sign in.',
  },
};
