using Tracker.Fire.ShopFlow;
using Tracker.Fire.TaskTracker;
using Tracker.Fire.TaskTrackerOrders;

// Proofs that need real processes and their crashes: run on demand, bounded, and deterministic by seed.
switch (args)
{
    case ["uploads"]:
        return await UploadsUnderFire.RunAsync(seed: 20260301);
    case ["uploads", var seed] when int.TryParse(seed, out var number):
        return await UploadsUnderFire.RunAsync(number);
    case ["reminders"]:
        return await RemindersUnderFire.RunAsync(1) ? 0 : 1;
    case ["reminders", var seed] when int.TryParse(seed, out var number):
        return await RemindersUnderFire.RunAsync(number) ? 0 : 1;
    case ["shopflow"]:
        return await OrdersUnderFire.RunAsync(seed: 1);
    case ["shopflow", var seed] when int.TryParse(seed, out var number):
        return await OrdersUnderFire.RunAsync(number);
    case ["tasktracker-orders"]:
        return await ConfirmationsUnderFire.RunAsync(seed: 1);
    case ["tasktracker-orders", var seed] when int.TryParse(seed, out var number):
        return await ConfirmationsUnderFire.RunAsync(number);
    case ["transfers"]:
        return await Transfers.RunAsync();
    case ["floor", var folder, var port] when int.TryParse(port, out var number):
        await Floor.RunAsync(folder, number);
        return 0;
    default:
        await Console.Error.WriteLineAsync(
            "usage: ./tracker fire uploads|reminders|shopflow|tasktracker-orders [SEED], or ./tracker fire transfers. See: ./tracker help fire");
        return 2;
}
