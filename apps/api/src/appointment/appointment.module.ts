import { Module } from '@nestjs/common';
import { AppointmentMoveController } from './appointment-move.controller.js';
import { AppointmentController } from './appointment.controller.js';
import { AppointmentService } from './appointment.service.js';
import { BookingRuleService } from './booking-rule.service.js';
import { BookingCalendarService } from './booking-calendar.service.js';
import { BookAppointmentService } from './book-appointment.service.js';
import { ClosureController } from './closure.controller.js';
import { ClosureService } from './closure.service.js';
import { NudgeAppointmentService } from './nudge-appointment.service.js';
import { PrintFormsService } from './print-forms.service.js';
import { PreviewAppointmentService } from './preview-appointment.service.js';
import { ScheduleAppointmentService } from './schedule-appointment.service.js';
import { SlotCalendarService } from './slot-calendar.service.js';
import { TripController } from './trip.controller.js';
import { TripService } from './trip.service.js';

@Module({
  controllers: [TripController, AppointmentController, AppointmentMoveController, ClosureController],
  providers: [
    AppointmentService,
    SlotCalendarService,
    PreviewAppointmentService,
    BookAppointmentService,
    ScheduleAppointmentService,
    NudgeAppointmentService,
    ClosureService,
    BookingRuleService,
    TripService,
    BookingCalendarService,
    PrintFormsService,
  ],
  exports: [BookAppointmentService],
})
export class AppointmentModule {}
