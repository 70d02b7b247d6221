import type { privacy as zh } from '../zh-CN/privacy';

export const privacy: typeof zh = {
  title: 'Your data',
  menu: 'Your data',
  purpose:
    'Take your data out, or ask to be forgotten. What is deleted and what the law keeps is said below.',
  registrantPurpose:
    'What you filled in and uploaded is on the page of your registration. Here you can ask to be forgotten; what is deleted and what the law keeps is said below.',
  export: {
    title: 'Export',
    hint: 'A zip of JSON and files. Download it in the tasks; it is deleted some days later.',
    ACCOUNT: 'Export my data',
    ENTERPRISE: 'Export the enterprise’s data',
  },
  erased: 'Deleted',
  kept: 'Kept by law',
  grace: 'Carried out {days} days later; until then you can take it back. Confirm with your password.',
  password: 'Password',
  pending: 'Deletion was asked for and is carried out on {on}.',
  takeBack: 'Take it back',
  asked: 'Deletion was asked for',
  ACCOUNT: {
    title: 'Close my account',
    verb: 'Close my account',
  },
  ENTERPRISE: {
    title: 'Close the enterprise',
    verb: 'Close the enterprise',
  },
};
