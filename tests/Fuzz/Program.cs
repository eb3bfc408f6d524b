using System.CommandLine;
using Tracker.Host;
using Tracker.Tests.Fuzz;
using Tracker.Tests.TestKit.OpenApiFuzz;

var system = new Argument<string>("SYSTEM") { DefaultValueFactory = _ => SystemCatalog.Systems[0].Name };
system.Validators.Add(result =>
{
    var name = result.GetValueOrDefault<string>();
    if (!SystemCatalog.Systems.Any(found => found.Name == name))
    {
        result.AddError($"Unknown system '{name}'. Systems: {string.Join(", ", SystemCatalog.Systems.Select(found => found.Name))}.");
    }
});
var requests = new Option<int>("--requests") { DefaultValueFactory = _ => 10_000 };
var seed = new Option<int>("--seed") { DefaultValueFactory = _ => Random.Shared.Next(1_000_000) };
var command = new RootCommand { system, requests, seed };
command.SetAction(async (parsed, ct) =>
{
    await using var running = await PrivateSystem.StartAsync(
        SystemCatalog.Systems.First(found => found.Name == parsed.GetRequiredValue(system)), ct);
    var failures = 0;
    using var callers = await FuzzCallers.OpenAsync(
        running.Accounts, parsed.GetRequiredValue(seed), running.PromoteAsync, running.ServiceToken, ct);
    foreach (var (service, address) in running.Services)
    {
        var report = await OpenApiFuzzer.RunAsync(address, callers, parsed.GetRequiredValue(requests), parsed.GetRequiredValue(seed), ct);
        Console.WriteLine($"{service}: {report}");
        failures += report.Failures.Count;
    }

    var errors = await running.StopAsync();
    if (errors.Count > 0)
    {
        Console.WriteLine($"{errors.Count} errors in the log, the first of them:\n{string.Join('\n', errors.Take(3))}");
    }

    return failures + errors.Count == 0 ? 0 : 1;
});
var parsed = command.Parse(args);
if (parsed.Errors is [var error, ..])
{
    await Console.Error.WriteLineAsync($"tracker: {error.Message} See: ./tracker help fuzz");
    return 2;
}

try
{
    return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (PrivateSystemException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return e.ExitCode;
}
