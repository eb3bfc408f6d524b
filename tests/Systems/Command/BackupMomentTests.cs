using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Shouldly;
using Tracker.Host.Backups;
using Tracker.Systems.ShopFlow;
using Tracker.Tests.Systems.ShopFlow;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.Command;

/// <summary>The moments of a backup of several stores.</summary>
public sealed class BackupMomentTests
{
    [Fact]
    public async Task Who_orders_meanwhile_is_in_the_backup_if_the_order_is_and_the_order_if_its_notification_is()
    {
        await using var data = new DataFolderFixture(system: ShopFlowSystem.Definition);
        await using var tracker = data.Up();
        await tracker.ReadyAsync();
        await OrderAsync(data);
        var busy = new BusyProgress(() => OrderAsync(data));

        var backup = await new SystemBackup(ShopFlowSystem.Definition, data.Variables, busy, TimeProvider.System).WriteAsync(data.Archive, default);

        long Rows(string store, string table) => backup.Databases.Single(database => database.Store == store).Tables[table];
        Rows("order-service", "orders").ShouldBeGreaterThanOrEqualTo(1);
        // Everybody orders once, and is told so once.
        Rows("order-service", "orders").ShouldBeGreaterThanOrEqualTo(Rows("notification-service", "notifications"));
        Rows("auth-service", "users").ShouldBeGreaterThanOrEqualTo(Rows("order-service", "orders"));
    }

    [Fact]
    public async Task What_was_published_while_a_backup_was_made_is_published_again_after_its_restore_and_nobody_is_told_twice()
    {
        await using var data = new DataFolderFixture(system: ShopFlowSystem.Definition);
        await using (var tracker = data.Up())
        {
            await tracker.ReadyAsync();
            await OrderAsync(data);
            await new SystemBackup(ShopFlowSystem.Definition, data.Variables, TextWriter.Null, TimeProvider.System).WriteAsync(data.Archive, default);
        }

        await using var restored = new DataFolderFixture(system: ShopFlowSystem.Definition);
        var backup = await new SystemRestore(ShopFlowSystem.Definition, restored.Variables, TextWriter.Null).ReadAsync(data.Archive, default);
        await using var again = restored.Up();
        await again.ReadyAsync();

        await Soon.BecomesAsync(
            () => Shop.RowsAsync(restored.DatabaseUrl("order-service"), "select 1 from outbox where published_at > $1", backup.CreatedAt), rows => rows.Count == 1);
        await Soon.BecomesAsync(
            () => Shop.RowsAsync(restored.DatabaseUrl("notification-service"), "select status from notifications"),
            rows => rows.Single()!["status"]!.GetValue<string>() == "sent");
    }

    // Somebody new.
    private static async Task OrderAsync(DataFolderFixture data)
    {
        using var auth = data.Http("auth-service");
        using var orders = data.Http("order-service");
        using var notifications = data.Http("notification-service");
        var account = $$"""{"email": "{{Guid.NewGuid():N}}@example.com", "password": "{{Shop.Password}}", "first_name": "Jane", "last_name": "Doe"}""";
        await (await auth.PostAsync("/auth/register", JsonAssertions.Json(account))).ReadAsync(HttpStatusCode.Created);
        var session = await (await auth.PostAsync("/auth/login", JsonAssertions.Json(account))).ReadAsync();
        orders.DefaultRequestHeaders.Authorization = notifications.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", session["access_token"]!.GetValue<string>());
        await (await orders.PostAsync("/orders", JsonAssertions.Json(Shopper.SmallOrder))).ReadAsync(HttpStatusCode.Created);
        await Soon.BecomesAsync(async () => (await (await notifications.GetAsync("/notifications")).ReadAsync())["data"]!.AsArray().Count, count => count == 1);
    }

    /// <summary>Something happens whenever the backup tells how far it is.</summary>
    private sealed class BusyProgress(Func<Task> happens) : TextWriter
    {
        public override Encoding Encoding => Encoding.UTF8;

        public override Task WriteLineAsync(string? value) => happens();
    }
}
