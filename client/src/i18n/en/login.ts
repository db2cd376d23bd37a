import type { Translated } from '../types.ts'
import type vi from '../vi/login.ts'

const login: Translated<typeof vi> = {
  title: 'Log in to the console',
  userName: 'User name',
  password: 'Password',
  show: 'Show the password',
  hide: 'Hide the password',
  submit: 'Log in',
  submitting: 'Logging in…',
  required: { userName: 'Enter the user name.', password: 'Enter the password.' },
  first: 'First use: the name and password were printed once on the server when it started.',
  again: {
    title: 'Log in again to go on',
    body: 'The login has ended. What is open and what you have typed on the page is kept.',
    password: 'Password of {{userName}}',
    other: 'Use another account',
    elsewhere: '{{label}} (in a new tab)',
  },
  checking: 'Checking the login…',
}

export default login
