import { html, type Html } from '../html.js';
import { blank, chineseDate, orDash } from '../house-style.js';
import type { AppointmentFormData, AppointmentVisit } from './appointment-form.data.js';

const HALF_DAY_TEXT = { AM: '上午', PM: '下午' };
const MODE_TEXT = { BRING_IN: '送检', ON_SITE: '现场检定' };

function toVisitFacts(visit: AppointmentVisit): Html {
  if (visit.mode === 'BRING_IN') {
    return html`<tr>
      <th>送检地点</th>
      <td colspan="3">${visit.siteName}　${visit.siteAddress}</td>
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
      <td>${data.departmentName}　${data.departmentPhone}</td>
    </tr>
    ${toVisitFacts(data.visit)}
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

/** The rules that the guide prints in bold: file first, then book, then verify. */
export function toRules(visit: AppointmentVisit): Html {
  const bring =
    visit.mode === 'BRING_IN'
      ? '请携带本预约单（一式两份）连同器具，于预约时间送至上述送检地点。'
      : '检定员携带本预约单应约到现场检定，请使用单位安排人员配合。';
  return html`<footer>
    <p>1. 先备案、再约检、后检定；没有备案、约检的不接收。</p>
    <p>2. ${bring}</p>
    <p>3. 本单一式两份：第一联由检定机构留存，第二联由送检单位（使用单位）留存。</p>
  </footer>`;
}
