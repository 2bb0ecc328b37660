// `npm run demo -- --connected`: makes a connector with the sandbox's TeleMessage login and requests its first sync,
// through the product's own use cases. Runs with the environment of the web app.
throw new Error('--connected is not available yet: the use case that makes a connector does not exist.')
