import type { HalfDay } from '@quanheng/domain';
import { cssText, html, type Html } from '../html.js';
import { blank, chineseDate, demoMargins, HOUSE_STYLE, MISSING_NOTE, orDash } from '../house-style.js';
import { pageNumber, type PaperLayout } from '../paper-layout.js';

export interface TravelStop {
  caseNumber: string;
  /** yyyy-mm-dd */
  date: string;
  halfDay: HalfDay;
  regionName: string;
  departmentName: string;
  enterpriseName: string;
  address: string;
  contactName: string;
  contactPhone: string;
  remark: string | null;
  verifierName: string | null;
  itemCount: number;
}

/** 现场行程单: the places of a journey in the order of the forms behind it (ux.md §2, 约检确认). */
export interface TravelListData {
  institutionName: string;
  stops: readonly TravelStop[];
  demo: boolean;
}

const HALF_DAY_TEXT = { AM: '上午', PM: '下午' };
const COLUMNS = [
  ['序号', 6],
  ['时段', 7],
  ['使用单位', 22],
  ['检定地点', 27],
  ['联系人', 15],
  ['台数', 7],
  ['到达 / 离开', 16],
] as const;

/** One day in one district with one verifier: a table of its own. */
function toLegs(stops: readonly TravelStop[]): TravelStop[][] {
  const legs = new Map<string, TravelStop[]>();
  for (const stop of stops) {
    const key = [stop.date, stop.regionName, stop.departmentName, stop.verifierName].join('\n');
    legs.set(key, [...(legs.get(key) ?? []), stop]);
  }
  return [...legs.values()];
}

const sum = (stops: readonly TravelStop[]) => stops.reduce((total, { itemCount }) => total + itemCount, 0);

function toRow(stop: TravelStop, number: number): Html {
  return html`<tr>
    <td class="number">${number}</td>
    <td>${HALF_DAY_TEXT[stop.halfDay]}</td>
    <td>
      <b>${stop.enterpriseName}</b>
      <p class="soft">${stop.caseNumber}</p>
    </td>
    <td>
      ${stop.address}
      <p class="soft">${stop.remark}</p>
    </td>
    <td>
      ${stop.contactName}
      <p>${stop.contactPhone}</p>
    </td>
    <td class="number">${stop.itemCount}</td>
    <td>
      <p>${blank(9)}：${blank(9)}</p>
      <p>${blank(9)}：${blank(9)}</p>
    </td>
  </tr>`;
}

function toLeg(leg: readonly TravelStop[], from: number): Html {
  const [first] = leg as [TravelStop];
  return html`<h2>${chineseDate(first.date)}　${first.regionName}</h2>
    <p class="soft">
      ${first.departmentName}　检定员：${orDash(first.verifierName)}　${leg.length} 家单位，${sum(leg)}
      台（件）
    </p>
    <table class="items">
      <colgroup>
        ${COLUMNS.map(([, width]) => html`<col style="width:${width}%" />`)}
      </colgroup>
      <thead>
        <tr>
          ${COLUMNS.map(([name]) => html`<th>${name}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${leg.map((stop, index) => toRow(stop, from + index))}
      </tbody>
    </table>`;
}

const STYLE = `
  .institution, .soft { color: #444; font-size: 8.6pt; }
  h1 { font-size: 16pt; line-height: 1.5; }
  h2 { margin-top: 4mm; font-size: 11.5pt; break-after: avoid; }
  h2 + p { margin-bottom: 1.5mm; break-after: avoid; }
  .items { font-size: 9pt; }
  .items td { height: 12mm; }
  .total { margin-top: 3mm; text-align: right; }
  .blank { display: inline-block; border-bottom: 0.2mm solid #444; height: 1.2em; }
`;

export function travelList({ institutionName, stops, demo }: TravelListData): PaperLayout {
  let number = 1;
  const legs = toLegs(stops).map((leg) => toLeg(leg, (number += leg.length) - leg.length));
  return {
    title: '现场检定行程单',
    page: 'size: A4; margin: 14mm 14mm 14mm',
    style: HOUSE_STYLE + STYLE,
    copies: [
      html`<section class="copy">
        <p class="institution">${institutionName}</p>
        <h1>现场检定行程单</h1>
        ${legs}
        <p class="total">
          合计：<b>${stops.length}</b> 家单位，<b>${sum(stops)}</b>
          台（件）；各单位预约单附后，顺序与本单一致。
        </p>
        ${MISSING_NOTE}
      </section>`,
    ],
    margins: [
      ...demoMargins(demo),
      { at: 'bottom-left', content: () => cssText(`现场检定行程单　${stops[0]?.date ?? ''}`) },
      { at: 'bottom-right', content: pageNumber },
    ],
    oddPageStart: false,
    probablyOnePage: true,
  };
}
