/** The demo's accounts, shown on the log-in page of a demo only (`quality.md` section 1.11), in this order. */
export const DEMO_LOGIN_NAMES: readonly string[] = [
  'qiye',
  'jingban',
  'shenhe',
  'diaodu',
  'qiantai',
  'jianding',
  'heyan',
  'qianfa',
  'jigou',
  'pingtai',
];
export const DEMO_PASSWORD = 'Quanheng-demo-2026';
