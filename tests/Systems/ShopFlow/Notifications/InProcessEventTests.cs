namespace Tracker.Tests.Systems.ShopFlow.Notifications;

public sealed class InProcessEventTests(InProcessShop events) : EventHandlingTests(events), IClassFixture<InProcessShop>;
