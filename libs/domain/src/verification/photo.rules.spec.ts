import { describe, expect, it } from '@jest/globals';
import { appointmentItemWorkflow, appointmentWorkflow } from '../appointment/appointment.workflow.js';
import { statuses } from '../platform/workflow.js';
import { photoLinkStatus, photoObstacle } from './photo.rules.js';

describe('an item is photographed', () => {
  it('at the desk while it is expected, and in the house until it goes back', () => {
    const taken = statuses(appointmentItemWorkflow).flatMap((status) =>
      statuses(appointmentWorkflow).flatMap((appointmentStatus) =>
        photoObstacle({ status, appointmentStatus, isHandedBack: false }) === null
          ? [`${status} ${appointmentStatus}`]
          : [],
      ),
    );
    const inHouse = (status: string) => statuses(appointmentWorkflow).map((each) => `${status} ${each}`);
    expect(taken.sort()).toEqual(
      [
        'EXPECTED CONFIRMED',
        'EXPECTED PARTIALLY_RECEIVED',
        ...inHouse('RECEIVED'),
        ...inHouse('REFUSED'),
      ].sort(),
    );
  });

  it('never once the client has it again', () =>
    expect(photoObstacle({ status: 'REFUSED', appointmentStatus: 'COMPLETED', isHandedBack: true })).toBe(
      'photo.item-over',
    ));
});

it('a link ends by being closed, and by itself at the very instant', () => {
  const expiresAt = new Date('2026-11-23T02:30:00Z');
  expect(photoLinkStatus({ closedAt: null, expiresAt }, new Date('2026-11-23T02:29:59.999Z'))).toBe('OPEN');
  expect(photoLinkStatus({ closedAt: null, expiresAt }, expiresAt)).toBe('EXPIRED');
  expect(photoLinkStatus({ closedAt: expiresAt, expiresAt }, new Date(0))).toBe('CLOSED');
});
