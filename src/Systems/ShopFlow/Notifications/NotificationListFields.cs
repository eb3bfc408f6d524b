using Microsoft.AspNetCore.Http;
using Tracker.Modules.Notifications;
using Tracker.Platform.Http.OpenApi;
using Tracker.Platform.Http.Requests;

namespace Tracker.Systems.ShopFlow.Notifications;

/// <summary>Reads the query of the list of notifications (document 003 §4.3).</summary>
internal sealed class NotificationListFields(IQueryCollection query)
{
    private static readonly string[] AllChannels = [Channels.Email, Channels.Sms];
    private readonly QueryFields fields = new(query);

    public static QueryParameter[] Description { get; } =
    [
        QueryParameter.Number("page", "The page number, starting at 1.", 1, 1, int.MaxValue),
        QueryParameter.Number("limit", "Notifications per page.", 20, 1, 100),
        QueryParameter.Word("channel", "Only notifications on this channel.", AllChannels),
        QueryParameter.Id("order_id", "Only notifications about this order."),
    ];

    public FaultList Faults => fields.Faults;

    public PageNumber Page() => new(fields.Number("page", 1, 1, int.MaxValue), fields.Number("limit", 20, 1, 100));

    public NotificationFilter Filter() => new(UserId: null, fields.Word("channel", AllChannels), fields.Id("order_id"));
}
