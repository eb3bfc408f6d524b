using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Tracker.Platform.Messaging;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.ShopFlow.Notifications;

/// <summary>notification-service during an outage of its database server.</summary>
public sealed class OwnDatabaseTests(RabbitMqShop events) : IClassFixture<RabbitMqShop>
{
    private const int Orders = 15;

    [Fact]
    public async Task Messages_wait_out_a_database_outage_without_counting_attempts()
    {
        // Durable: a server that loses commits would lose messages whatever the service does.
        await using var server = await TestPostgres.StartAsync(durable: true);
        var database = await server.NewDatabaseAsync();
        await events.Shop.Services.StopAsync("notification-service");
        await using var service = await events.Shop.Services.StartAnotherAsync("notification-service", ("DATABASE_URL", database));
        var customer = await events.Shop.CustomerAsync(EventShop.Phone);
        await customer.PlaceIdAsync();
        await SentAsync(database, 1);

        server.Stop("immediate");
        for (var i = 0; i < Orders; i++)
        {
            await customer.PlaceIdAsync();
        }

        await Soon.BecomesAsync(service.LogAsync, log => log.Contains("pauses: the database is away", StringComparison.Ordinal));
        // Longer than all attempts together.
        await Task.Delay(1000);
        server.Start();

        await SentAsync(database, 1 + Orders);
        events.Ses.Accepted.Count(mail => mail.To == customer.Email).ShouldBe(1 + Orders);
        (await service.Services.GetRequiredService<IDeadLetters>().ListAsync(10, default)).ShouldBeEmpty();
    }

    private static async Task SentAsync(string database, int orders) => await Soon.BecomesAsync(
        async () => (await Shop.RowsAsync(database, "select id from notifications where status = 'sent'")).Count,
        count => count == 2 * orders);
}
