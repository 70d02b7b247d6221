import { code128, qrCode } from '../codes.js';
import { html, type Html } from '../html.js';
import { blank, chineseDate, MISSING_NOTE, orDash } from '../house-style.js';
import type { PaperLayout } from '../paper-layout.js';
import { slipFacts, slipHeader, slipItems, toSlip } from './slip.js';

export interface ReceivingSlipItem {
  name: string;
  model: string;
  serialNumber: string;
  ownNumber: string | null;
  /** Accessories handed in with it, or a note about its condition. */
  remark: string | null;
}

/** 接收回执 (domain.md §7): what the counter took, when it will be done, where to fetch it. */
export interface ReceivingSlipData {
  /** e.g. R20261123-00007-P; the QR code holds `<baseUrl>/q/<receivingNumber>`. */
  receivingNumber: string;
  appointmentNumber: string;
  baseUrl: string;
  enterpriseName: string;
  deliveredBy: string | null;
  institutionName: string;
  receivedBy: string;
  /** yyyy-mm-dd */
  receivedOn: string;
  /** yyyy-mm-dd */
  expectedCompletionOn: string;
  pickupPlace: string;
  pickupPhone: string;
  /** Said on the client's copy only: who names it may fetch the instruments. Null where nothing is fetched. */
  pickupCode?: string | null;
  items: readonly ReceivingSlipItem[];
  /** What was on the form and not taken: missing or refused, each with its reason. */
  notReceived: readonly (Pick<ReceivingSlipItem, 'name' | 'serialNumber'> & { reason: string })[];
  demo: boolean;
}

const OF_CLIENT = '第二联　送检单位留存（凭此联取件）';
const COPIES = ['第一联　检定机构留存', OF_CLIENT];
const ROWS_OF_ONE_PAGE = 10;

interface Codes {
  qr: Html;
  barcode: Html;
}

/** Drawn once for both copies. */
function drawCodes({ baseUrl, receivingNumber }: ReceivingSlipData): Codes {
  return { qr: qrCode(`${baseUrl}/q/${receivingNumber}`, 22), barcode: code128(receivingNumber, 8, 124) };
}

function toHeader(data: ReceivingSlipData, codes: Codes, copyLabel: string): Html {
  return html`${slipHeader('计量器具接收回执', data.institutionName, copyLabel, codes.qr)}
    <div class="barcode">
      ${codes.barcode}
      <p>${data.receivingNumber}</p>
    </div>`;
}

function toFacts(data: ReceivingSlipData): Html {
  return slipFacts(html`
    <tr>
      <th>送检单位</th>
      <td colspan="3"><b>${data.enterpriseName}</b></td>
    </tr>
    <tr>
      <th>预约单号</th>
      <td>${data.appointmentNumber}</td>
      <th>接收日期</th>
      <td>${chineseDate(data.receivedOn)}</td>
    </tr>
    <tr>
      <th>送检人</th>
      <td>${orDash(data.deliveredBy)}</td>
      <th>接收人</th>
      <td>${data.receivedBy}</td>
    </tr>
    <tr>
      <th>预计完检</th>
      <td colspan="3"><b>${chineseDate(data.expectedCompletionOn)}</b></td>
    </tr>
    <tr>
      <th>取件地点</th>
      <td colspan="3">${data.pickupPlace}　<span class="phone">电话 ${data.pickupPhone}</span></td>
    </tr>
  `);
}

const COLUMNS = { 器具名称: 24, 型号规格: 18, 出厂编号: 20, 自编号: 14, '附件/备注': 16 };

function toItems({ items }: ReceivingSlipData): Html {
  const rows = items.map((item) => [item.name, item.model, item.serialNumber, item.ownNumber, item.remark]);
  return html`${slipItems(COLUMNS, rows)}
    <p class="total">实收：<b>${items.length}</b> 台（件）</p>`;
}

function toNotReceived(data: ReceivingSlipData): Html | null {
  if (data.notReceived.length === 0) return null;
  const lines = data.notReceived.map(
    (item) => html`<li>${item.name}（出厂编号 ${item.serialNumber}）：${item.reason}</li>`,
  );
  return html`<div class="not-received keep">
    <h2>未接收的器具</h2>
    <ul>
      ${lines}
    </ul>
  </div>`;
}

function toPickupCode({ pickupCode }: ReceivingSlipData): Html | null {
  if (!pickupCode) return null;
  return html`<p class="pickup keep">取件码 <b>${pickupCode}</b><span>请妥善保管，取件时出示</span></p>`;
}

function toCopy(data: ReceivingSlipData, codes: Codes, copyLabel: string): Html {
  return html`<section class="copy">
    ${toHeader(data, codes, copyLabel)}${toFacts(data)}${toItems(data)}${toNotReceived(data)}
    ${copyLabel === OF_CLIENT ? toPickupCode(data) : null}
    <div class="closing keep">
      <p>送检人（签字）：${blank(26)}　接收人（签字）：${blank(26)}</p>
      <p class="note">完检后可凭本回执到取件地点领取器具，也可在平台上查询完检信息。</p>
      ${MISSING_NOTE}
    </div>
  </section>`;
}

/** A5, two copies, each on its own sheet. */
export function receivingSlip(data: ReceivingSlipData): PaperLayout {
  const codes = drawCodes(data);
  return toSlip({
    name: '接收回执',
    receivingNumber: data.receivingNumber,
    copies: COPIES.map((label) => toCopy(data, codes, label)),
    probablyOnePage: data.items.length + data.notReceived.length <= ROWS_OF_ONE_PAGE,
    demo: data.demo,
  });
}
