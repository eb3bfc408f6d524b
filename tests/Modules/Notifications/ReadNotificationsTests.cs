using Shouldly;
using Tracker.Modules.Notifications;
using Tracker.Platform.Primitives;
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

        (await get.Handle(new GetNotificationQuery(summary.Id, world.Anna), default)).Succeeded(out var own, out _).ShouldBeTrue();
        (await get.Handle(new GetNotificationQuery(summary.Id, UserId: null), default)).Succeeded(out var all, out _).ShouldBeTrue();

        own.ShouldBe(new Notification(summary, "<p>Hello</p>", "mail-1", ErrorMessage: null));
        all.ShouldBe(own);
        (await get.Handle(new GetNotificationQuery(summary.Id, Ben), default)).Failure.ShouldBe(GetNotificationFailure.NotFound);
        (await get.Handle(new GetNotificationQuery(Guid.NewGuid(), UserId: null), default)).Failure
            .ShouldBe(GetNotificationFailure.NotFound);
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
        var (page, user) = (new PageRequest(50, 20), Guid.Parse("c4ca4238-a0b9-2382-0dcc-509a6f75849b"));
        foreach (var filter in new NotificationFilter[] { new(null), new(null, Channels.Sms), new(user), new(user, Channels.Sms) })
        {
            var plan = await QueryPlan.OfAsync(
                world.Database.Source, NotificationListQuery.Items(new ListNotificationsQuery(filter, page)));

            plan.Nodes.Max(node => node.Rows).ShouldBeLessThanOrEqualTo(page.Offset + page.Size, $"{filter}\n{plan.Text}");
        }

        var ofOrder = new NotificationFilter(null, OrderId: Guid.Parse("45d7a581-6103-b0fc-3499-c1ebf10eae2a"));
        foreach (var statement in new[]
        {
            NotificationListQuery.Items(new ListNotificationsQuery(ofOrder, page)),
            NotificationListQuery.Total(ofOrder),
        })
        {
            (await QueryPlan.OfAsync(world.Database.Source, statement)).Blocks.ShouldBeLessThan(20);
        }
    }
}
