import type { demoCodes as zh } from '../zh-CN/demoCodes';

export const demoCodes: typeof zh = {
  note: 'The demo sends no e-mail or SMS by default. ',
  recovery: 'If no code arrives, sign in with a demo account.',
  resume: 'If no code arrives, sign in with your name and password.',
  change: 'If no code arrives, let the institution check by the papers.',
};
