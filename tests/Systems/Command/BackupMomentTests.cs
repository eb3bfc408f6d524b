using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Shouldly;
using Tracker.Host.Backups;
using Tracker.Systems.ShopFlow;
using Tracker.Tests.Systems.ShopFlow;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.Command;

/// <summary>Consistency of a backup across several stores.</summary>
public sealed class BackupMomentTests
{
    [Fact]
    public async Task A_backup_of_a_busy_system_is_consistent_across_databases()
    {
        await using var data = new DataFolderFixture(system: ShopFlowSystem.Definition);
        await using var tracker = data.Up();
        await tracker.ReadyAsync();
        await OrderAsync(data);
        var busy = new BusyProgress(() => OrderAsync(data));

        var backup = await new SystemBackup(ShopFlowSystem.Definition, data.Variables, busy, TimeProvider.System)
            .WriteAsync(data.Archive, default);

        long Rows(string store, string table) => backup.Databases.Single(database => database.Store == store).Tables[table];
        Rows("order-service", "orders").ShouldBeGreaterThanOrEqualTo(1);
        // Each customer orders once and is notified once.
        Rows("order-service", "orders").ShouldBeGreaterThanOrEqualTo(Rows("notification-service", "notifications"));
        Rows("auth-service", "users").ShouldBeGreaterThanOrEqualTo(Rows("order-service", "orders"));
    }

    [Fact]
    public async Task An_event_published_during_a_backup_is_handled_once()
    {
        await using var data = new DataFolderFixture(system: ShopFlowSystem.Definition);
        await using (var tracker = data.Up())
        {
            await tracker.ReadyAsync();
            await OrderAsync(data);
            await new SystemBackup(ShopFlowSystem.Definition, data.Variables, TextWriter.Null, TimeProvider.System)
                .WriteAsync(data.Archive, default);
        }

        await using var restored = new DataFolderFixture(system: ShopFlowSystem.Definition);
        var backup = await new SystemRestore(ShopFlowSystem.Definition, restored.Variables, TextWriter.Null)
            .ReadAsync(data.Archive, default);
        await using var again = restored.Up();
        await again.ReadyAsync();

        await Soon.BecomesAsync(
            () => Shop.RowsAsync(restored.DatabaseUrl("order-service"), "select 1 from outbox where published_at > $1", backup.CreatedAt),
            rows => rows.Count == 1);
        await Soon.BecomesAsync(
            () => Shop.RowsAsync(restored.DatabaseUrl("notification-service"), "select status from notifications"),
            rows => rows.Single()!["status"]!.GetValue<string>() == "sent");
    }

    // A new customer.
    private static async Task OrderAsync(DataFolderFixture data)
    {
        using var auth = data.Http("auth-service");
        using var orders = data.Http("order-service");
        using var notifications = data.Http("notification-service");
        var account = $$"""{"email": "{{Guid.NewGuid():N}}@example.com", "password": "{{Shop.Password}}", "first_name": "Jane", "last_name": "Doe"}""";
        await (await auth.PostAsync("/auth/register", JsonAssertions.Json(account))).ReadAsync(HttpStatusCode.Created);
        var session = await (await auth.PostAsync("/auth/login", JsonAssertions.Json(account))).ReadAsync();
        orders.DefaultRequestHeaders.Authorization = notifications.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer", session["access_token"]!.GetValue<string>());
        await (await orders.PostAsync("/orders", JsonAssertions.Json(Shopper.SmallOrder))).ReadAsync(HttpStatusCode.Created);
        await Soon.BecomesAsync(
            async () => (await (await notifications.GetAsync("/notifications")).ReadAsync())["data"]!.AsArray().Count, count => count == 1);
    }

    /// <summary>Runs an action whenever the backup reports progress.</summary>
    private sealed class BusyProgress(Func<Task> happens) : TextWriter
    {
        public override Encoding Encoding => Encoding.UTF8;

        public override Task WriteLineAsync(string? value) => happens();
    }
}
