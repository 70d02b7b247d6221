import type { ledger as zh } from '../zh-CN/ledger';

export const ledger: typeof zh = {
  cycles: {
    title: 'All cycles',
    visits: 'Bookings and results',
    filings: 'Filings',
    certificates: 'Certificates',
    none: 'Nothing yet.',
    received: 'received {number}',
    until: 'valid until {date}',
  },
  bulk: {
    edit: 'Edit many',
    title: 'Edit {count} instruments',
    hint: 'Choose a field and set it for all. Fields locked by a filing stay, each with its reason; can be undone for 24 hours.',
    field: 'Field to change',
    submit: 'Change {count}',
    done: '{count} changed',
  },
  edits: {
    title: 'Bulk edits',
    none: 'No bulk edits lately.',
    what: '{field} set to “{value}”, {count} instruments',
    empty: 'empty',
    until: 'can be undone until {until}',
    undone: '{count} set back',
    undo: 'Undo this edit',
    undoMessage: 'To be undone: {what}. Instruments changed again since keep what they say now.',
  },
  move: {
    verb: '{action} {count}',
    message: '“{action}” for {count} instruments. Those that can’t are listed with the reason.',
    scrap: '{count} instruments will be scrapped for good. Those that are booked stay, each with its reason.',
    done: '{action}: {count} done',
  },
  refused: {
    title: '{count} were left as they are',
    more: '{count} more; download the list.',
    download: 'Download the list',
    file: 'Instruments left as they are',
    name: 'Instrument',
    model: 'Model',
    serial: 'Serial number',
    reason: 'Reason',
  },
  labels: {
    title: 'Print labels',
    kind: 'Kind of label',
    kinds: { IDENTITY: 'Instrument label', STATUS: 'Status label' },
    kindHint: {
      IDENTITY: 'Name, numbers, QR code and barcode: to identify and to take stock',
      STATUS:
        'Passed (with validity), out of service or sealed; none for what is unverified, overdue or failed',
    },
    layout: 'Size',
    layouts: {
      '40x30': '40 × 30 mm label printer',
      '60x40': '60 × 40 mm label printer',
      A4_3x8: 'A4 sheet, 3 × 8 labels (70 × 37 mm)',
    },
    hint: 'Print at actual size: scaled bars may not be readable.',
    print: 'Make {count} labels',
  },
  export: {
    title: 'Export',
    dialog: 'Export {count} instruments',
    format: 'Format',
    formats: { xlsx: 'Excel (xlsx)', csv: 'CSV (UTF-8)' },
    columns: 'Columns',
    all: 'All columns',
    submit: 'Export {count}',
  },
};
