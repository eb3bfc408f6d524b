using Shouldly;
using Tracker.Tests.TestKit.OpenApiFuzz;
using Tracker.Tests.TestKit.ShopFlow;

namespace Tracker.Tests.Systems.ShopFlow.Fuzz;

/// <summary>A small run; <c>./tracker fuzz shopflow</c> makes a large one.</summary>
public sealed class FuzzTests
{
    [Fact]
    public async Task Every_generated_request_gets_a_documented_answer()
    {
        const int Seed = 5;
        var ct = TestContext.Current.CancellationToken;
        await using var shop = await Shop.StartAsync(("RATE_LIMIT_ORDERS_PER_MINUTE", "0"));
        using var callers = await FuzzCallers.OpenAsync(
            shop.Auth.Url, Seed, email => Shop.ExecuteAsync(shop.AuthDatabase, "update users set role = 'admin' where email = $1", email),
            ShopFlowTokens.ForService("fuzz"), ct);

        // The order matters: accounts place orders, and orders cause notifications.
        foreach (var service in new[] { shop.Auth, shop.Orders, shop.Notifications })
        {
            var report = await OpenApiFuzzer.RunAsync(service.Url, callers, requests: 800, Seed, ct);

            report.Failures.ShouldBeEmpty(report.ToString());
            report.Ledger.NeverSucceeded.ShouldBeEmpty(report.ToString());
        }

        // The consumers of an accepted order log no error either.
        (await shop.Services.LogAsync())
            .Split('\n').Where(line => line.Contains("   at Tracker.", StringComparison.Ordinal)).ShouldBeEmpty();
    }
}
