import { html, type Html } from '../html.js';
import { blank, chineseDate, MISSING_NOTE, orDash } from '../house-style.js';
import type { AppointmentFormData, AppointmentVisit } from './appointment-form.data.js';

const HALF_DAY_TEXT = { AM: '上午', PM: '下午' };
const MODE_TEXT = { BRING_IN: '送检', ON_SITE: '现场检定' };

function toVisitFacts(visit: AppointmentVisit): Html {
  if (visit.mode === 'BRING_IN') {
    return html`<tr>
      <th>送检地点</th>
      <td colspan="3">
        ${visit.siteName}　${visit.siteAddress}　<span class="phone">电话 ${visit.sitePhone}</span>
      </td>
    </tr>`;
  }
  return html`<tr>
      <th>检定地点</th>
      <td colspan="3">${visit.address}</td>
    </tr>
    <tr>
      <th>现场联系人</th>
      <td>${visit.contactName}　${visit.contactPhone}</td>
      <th>检定员</th>
      <td>${orDash(visit.verifierName)}</td>
    </tr>`;
}

function toRemark(remark: string | null): Html | null {
  if (!remark?.trim()) return null;
  return html`<tr>
    <th>预约备注</th>
    <td colspan="3">${remark}</td>
  </tr>`;
}

/** Who, when, where: the same facts on both copies. */
export function toFacts(data: AppointmentFormData): Html {
  return html`<table class="facts">
    <colgroup>
      <col style="width:12%" />
      <col style="width:38%" />
      <col style="width:12%" />
      <col style="width:38%" />
    </colgroup>
    <tr>
      <th>使用单位</th>
      <td colspan="3"><b>${data.enterpriseName}</b></td>
    </tr>
    <tr>
      <th>联系人</th>
      <td>${data.contactName}</td>
      <th>联系电话</th>
      <td>${data.contactPhone}</td>
    </tr>
    <tr>
      <th>检定方式</th>
      <td><b>${MODE_TEXT[data.visit.mode]}</b></td>
      <th>预约时间</th>
      <td><b>${chineseDate(data.date)}　${HALF_DAY_TEXT[data.halfDay]}</b></td>
    </tr>
    <tr>
      <th>检定机构</th>
      <td>${data.institutionName}</td>
      <th>科室及电话</th>
      <td>${data.departmentName}　<span class="phone">${data.departmentPhone}</span></td>
    </tr>
    ${toVisitFacts(data.visit)}${toRemark(data.remark)}
  </table>`;
}

function dateBlanks(): Html {
  return html`${blank(12)}年${blank(8)}月${blank(8)}日`;
}

export function toSignatures(visit: AppointmentVisit): Html {
  if (visit.mode === 'BRING_IN') {
    return html`<div class="signatures">
      <p><b>送检人（签字）：</b>${blank(40)}</p>
      <p><b>接收人（签字）：</b>${blank(40)}</p>
      <p><b>送检日期：</b>${dateBlanks()}</p>
      <p><b>接收日期：</b>${dateBlanks()}</p>
    </div>`;
  }
  return html`<div class="signatures">
    <p><b>检定员（签字）：</b>${blank(40)}</p>
    <p><b>使用单位（签字）：</b>${blank(38)}</p>
    <p><b>进场时间：</b>${blank(8)}月${blank(8)}日${blank(8)}时${blank(8)}分</p>
    <p><b>出场时间：</b>${blank(8)}月${blank(8)}日${blank(8)}时${blank(8)}分</p>
  </div>`;
}

/** Who keeps which of the two copies ★. */
export function toCopyLabels({ mode }: AppointmentVisit): readonly string[] {
  return ['第一联　检定机构留存', `第二联　${mode === 'BRING_IN' ? '送检单位' : '使用单位'}留存`];
}

/** What to bring and to prepare, after the rule that the guide prints in bold: file first, then book, then verify. */
const NOTES: Record<AppointmentVisit['mode'], readonly string[]> = {
  BRING_IN: [
    '请携带本预约单（一式两份）连同器具及其附件（电源、砝码、连接件等）、说明书和上次检定证书，于预约时间送至上述送检地点。',
    '送检前请清洁器具，装有介质的请排空；贵重、易碎或有特殊安全要求的，请当面说明。',
    '本单一式两份：第一联由检定机构留存，第二联由送检单位留存。',
  ],
  ON_SITE: [
    '检定员携带本预约单（一式两份）应约到现场检定，请安排熟悉现场的人员配合，并事先告知进场与安全要求。',
    '请在到达前备齐器具，使其处于可检定状态（断开负载、备好电源和作业空间），并备好上次检定证书。',
    '本单一式两份：第一联由检定机构留存，第二联由使用单位留存。',
  ],
};
const CHANGE = '不能按时的，请至迟在预约日前在平台改期或取消，或拨打上述科室电话；逾期未到的，须重新约检。';

export function toRules({ visit, formVersion }: AppointmentFormData): Html {
  const replaced = formVersion > 1 ? [`本单为第 ${formVersion} 版；此前打印的各版作废，请勿使用。`] : [];
  const notes = [
    '先备案、再约检、后检定；没有备案、约检的不接收。',
    ...NOTES[visit.mode],
    CHANGE,
    ...replaced,
  ];
  return html`<footer>
    ${notes.map((note, index) => html`<p>${index + 1}. ${note}</p>`)}${MISSING_NOTE}
  </footer>`;
}
