using Shouldly;
using Tracker.Tests.TestKit.OpenApiFuzz;

namespace Tracker.Tests.Systems.TaskTrackerOrders.Fuzz;

/// <summary>A small run; <c>./tracker fuzz tasktracker-orders</c> makes a large one.</summary>
public sealed class FuzzTests
{
    [Fact]
    public async Task Every_generated_request_gets_a_documented_answer()
    {
        const int Seed = 5;
        var ct = TestContext.Current.CancellationToken;
        await using var system = await OrderSystem.StartAsync();
        using var callers = await FuzzCallers.OpenAsync(
            system.Services["auth-service"].Url, Seed, _ => Task.CompletedTask, system.Service().Token, ct);

        // The order matters: accounts place orders, and orders cause notifications.
        foreach (var service in new[] { "auth-service", "order-service", "notification-service" })
        {
            var report = await OpenApiFuzzer.RunAsync(system.Services[service].Url, callers, requests: 500, Seed, ct);

            report.Failures.ShouldBeEmpty(report.ToString());
            report.Ledger.NeverSucceeded.ShouldBeEmpty(report.ToString());
        }
    }
}
