/** Sizes of labels: a label printer's two, and a sheet of 24 for an office printer (`ux.md` section 9). */
export const LABEL_LAYOUTS = ['40x30', '60x40', 'A4_3x8'] as const;
export type LabelLayout = (typeof LABEL_LAYOUTS)[number];

/** IDENTITY says which instrument it is, STATUS whether it may be used (合格 / 停用 / 封存). */
export const LABEL_KINDS = ['IDENTITY', 'STATUS'] as const;
export type LabelKind = (typeof LABEL_KINDS)[number];
