using Tracker.Host;
using Tracker.Host.Commands;

return await TrackerCommand.RunAsync(args, SystemCatalog.Systems);
