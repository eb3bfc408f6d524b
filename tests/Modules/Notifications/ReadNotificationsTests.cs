using Shouldly;
using Tracker.Modules.Notifications;
using Tracker.Platform.Primitives;
using Tracker.Platform.Security;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Modules.Notifications;

public sealed class ReadNotificationsTests
{
    private static readonly Guid Ben = Guid.NewGuid();

    [Fact]
    public async Task Notifications_are_filtered_by_all_conditions_and_listed_newest_first()
    {
        await using var world = await NotificationWorld.StartAsync();
        await world.DeliverAsync(Guid.NewGuid());
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        await world.DeliverAsync(Guid.NewGuid(), drafts: world.Drafts(Ben));

        var all = await world.ListAsync();
        all.Items.Select(one => one.UserId).ShouldBe([Ben, Ben, world.Anna, world.Anna]);
        all.Items.Select(one => one.Id)
            .ShouldBe(all.Items.OrderByDescending(one => one.CreatedAt).ThenByDescending(one => one.Id.ToString()).Select(one => one.Id));
        (await world.ListAsync(Ben)).Items.ShouldBe(all.Items.Take(2));
        (await world.ListAsync(channel: Channels.Sms)).Items.ShouldBe(all.Items.Where(one => one.Channel == Channels.Sms));
        (await world.ListAsync(Ben, Channels.Email, Ben))
            .Items.ShouldBe(all.Items.Where(one => one.UserId == Ben && one.Channel == Channels.Email));
        (await world.ListAsync(Ben, order: world.Anna)).Items.ShouldBeEmpty();
        (await world.ListAsync(page: 2, size: 3)).Items.ShouldBe(all.Items.Skip(3));
        (await world.ListAsync(page: 3, size: 3)).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task Totals_stay_exact_during_folding()
    {
        await using var world = await NotificationWorld.StartAsync();
        var first = Guid.NewGuid();
        await world.DeliverAsync(first);
        await world.Get<FoldNotificationCounts>().StepAsync(default);
        await world.DeliverAsync(Guid.NewGuid(), drafts: world.Drafts(Ben));
        await world.DeliverAsync(first);

        for (var folded = 0; folded < 2; folded++)
        {
            (await world.ListAsync(size: 1)).Total.ShouldBe(4);
            (await world.ListAsync(Ben)).Total.ShouldBe(2);
            (await world.ListAsync(channel: Channels.Sms)).Total.ShouldBe(2);
            (await world.ListAsync(Ben, Channels.Sms)).Total.ShouldBe(1);
            (await world.ListAsync(order: Ben)).Total.ShouldBe(2);
            (await world.ListAsync(world.Anna, order: Ben)).Total.ShouldBe(0);
            (await world.ListAsync(Guid.NewGuid())).Total.ShouldBe(0);
            await world.Get<FoldNotificationCounts>().StepAsync(default);
        }
    }

    [Fact]
    public async Task A_notification_is_visible_to_its_recipient_and_to_admins()
    {
        await using var world = await NotificationWorld.StartAsync();
        await world.DeliverAsync(Guid.NewGuid());
        var summary = (await world.ListAsync(channel: Channels.Email)).Items.Single();
        var get = world.Get<GetNotificationHandler>();

        var expected = new Notification(summary, "<p>Hello</p>", "mail-1", ErrorMessage: null);

        foreach (var reader in new[] { User(world.Anna), world.Admin, new Actor(Guid.Empty, ActorRole.Service) })
        {
            (await get.Handle(new GetNotificationQuery(summary.Id, reader), default)).Succeeded(out var found, out _).ShouldBeTrue();
            found.ShouldBe(expected);
        }

        (await get.Handle(new GetNotificationQuery(summary.Id, User(Ben)), default)).Failure.ShouldBe(GetNotificationFailure.NotFound);
        (await get.Handle(new GetNotificationQuery(Guid.NewGuid(), world.Admin), default)).Failure
            .ShouldBe(GetNotificationFailure.NotFound);
    }

    [Fact]
    public async Task A_user_lists_only_their_own_notifications()
    {
        await using var world = await NotificationWorld.StartAsync();
        await world.DeliverAsync(Guid.NewGuid());
        await world.DeliverAsync(Guid.NewGuid(), drafts: world.Drafts(Ben));
        var list = world.Get<ListNotificationsHandler>();

        foreach (var asked in new Guid?[] { null, Ben, world.Anna })
        {
            var query = new ListNotificationsQuery(User(Ben), new NotificationFilter(asked), PageRequest.OfPage(1, 20));
            var page = await list.Handle(query, default);
            (page.Total, page.Items.Count).ShouldBe((2, 2));
            page.Items.ShouldAllBe(one => one.UserId == Ben);
        }
    }

    [Fact]
    public async Task Every_list_reads_no_rows_past_its_page()
    {
        await using var world = await NotificationWorld.StartAsync();
        await world.ExecuteAsync(
            """
            insert into notifications (user_id, order_id, channel, body, status, created_at)
            select md5((i % 50)::text)::uuid, md5('order' || i / 3)::uuid, case when i % 3 = 0 then 'sms' else 'email' end, repeat('x', 200), 'sent',
                   timestamptz '2026-01-01' + i * interval '1 second'
            from generate_series(1, 100000) i
            """);
        // Commits are not flushed at once here, and vacuum marks only flushed rows as all-visible, which index-only scans need.
        await world.ExecuteAsync("checkpoint");
        await world.ExecuteAsync("vacuum analyze notifications");
        var (page, user) = (PageRequest.OfPage(50, 20), Guid.Parse("c4ca4238-a0b9-2382-0dcc-509a6f75849b"));
        foreach (var filter in new NotificationFilter[] { new(null), new(null, Channels.Sms), new(user), new(user, Channels.Sms) })
        {
            var items = NotificationListQuery.Items(new ListNotificationsQuery(world.Admin, filter, page));
            var plan = await QueryPlan.OfAsync(world.Database.Source, items);

            plan.Nodes.Max(node => node.Rows).ShouldBeLessThanOrEqualTo(page.Offset + page.Size, $"{filter}\n{plan.Text}");
        }

        var ofOrder = new NotificationFilter(null, OrderId: Guid.Parse("45d7a581-6103-b0fc-3499-c1ebf10eae2a"));
        var itemsOfOrder = NotificationListQuery.Items(new ListNotificationsQuery(world.Admin, ofOrder, page));
        foreach (var statement in new[] { itemsOfOrder, NotificationListQuery.Total(ofOrder) })
        {
            (await QueryPlan.OfAsync(world.Database.Source, statement)).Blocks.ShouldBeLessThan(20);
        }
    }

    private static Actor User(Guid id) => new(id, ActorRole.User);
}
