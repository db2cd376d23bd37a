export { loadHolidays, type LoadedHolidays } from './loadHolidays.ts'
