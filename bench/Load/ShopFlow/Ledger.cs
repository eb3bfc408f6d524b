using Tracker.Tests.TestKit.ShopFlow;

namespace Tracker.Bench.Load.ShopFlow;

/// <summary>After all load every order has its event and its notifications, once.</summary>
internal sealed class Ledger : IShopScenario
{
    public string Name => "ledger";

    public async Task MeasureAsync(ShopFlowBench bench, Results results, CancellationToken ct)
    {
        var ledger = await OrderLedger.ReadAsync(bench.Servers, bench.Customers);
        var (accepted, mail, sms) = (bench.Traffic.Accepted, bench.Servers.CountFiles("mail"), bench.Servers.CountFiles("sms"));
        results.Limit(
            "orders accepted, committed / events",
            $"{accepted} = {ledger.Orders} / {ledger.Events}",
            "equal",
            accepted == ledger.Orders && ledger.Events == ledger.Orders);
        results.Limit(
            "e-mails sent, files",
            $"{ledger.Emails} = {mail}",
            $"{ledger.Orders}",
            ledger.Emails == ledger.Orders && mail == ledger.Orders);
        results.Limit(
            "SMS sent, files",
            $"{ledger.Sms} = {sms}",
            $"{ledger.OrdersWithPhone}",
            ledger.Sms == ledger.OrdersWithPhone && sms == ledger.OrdersWithPhone);
        results.Limit(
            "lost / duplicate rows / dead letters",
            $"{ledger.Lost} / {ledger.DuplicateRows} / {ledger.DeadLetters}",
            "0 / 0 / 0",
            ledger.IsExact);
    }
}
