using System.Globalization;
using System.Text;

namespace Tracker.Tests.TestKit.ShopFlow;

public static class OrderBody
{
    /// <summary>An order of one to four items.</summary>
    /// <param name="number">Equal numbers give equal orders.</param>
    public static byte[] Of(int number)
    {
        var items = Enumerable.Range(0, 1 + (number % 4)).Select(item => string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"product_id":"f47ac10b-58cc-4372-a567-{{number:x8}}{{item:x4}}","product_name":"Product {{item}} of {{number}}","quantity":{{1 + (number % 3)}},"unit_price":{{9 + item}}.99}"""));
        return Encoding.UTF8.GetBytes(
            $$"""{"items":[{{string.Join(',', items)}}],"shipping_address":{"street":"742 Evergreen Terrace","city":"Springfield","state":"IL","zip_code":"62704","country":"US"},"currency":"USD","notes":"Order {{number}}"}""");
    }
}
